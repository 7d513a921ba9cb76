using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Kernels.Tables;
using FedPG.Policies;
using FedPG.Random;

namespace FedPG.Algorithms;

/// <summary>
/// A bound to compare with: one learner has every agent's environment and takes each of the H local steps along the average of all M
/// gradients. This is S-FedPG as if averaging cost nothing.
/// </summary>
internal sealed class Centralized(FederationSpecification specification) : IFederatedAlgorithm
{
    private readonly EnvironmentSet _environments = specification.PhasedEnvironments;
    private readonly EnvironmentSampler[] _samplers = EnvironmentSampler.ForTypes(specification.PhasedEnvironments);

    public string Name => "centralized";

    public int ParameterCount { get; } = specification.CreatePolicy().ParameterCount;

    public ImmutableArray<double> InitialParameters => Algorithms.InitialParameters.Of(specification, ParameterCount);

    public int Participants => 1;

    public bool IsFederated => false;

    public long StepsPerTraining => specification.Agents * specification.SampledStepsPerTraining;

    public int Policies => 1;

    public IReadOnlyList<string> Notices => [];

    public static IFederatedAlgorithm Create(FederationSpecification specification) => new Centralized(specification);

    public Policy CreatePolicy() => specification.CreatePolicy();

    public ILearner CreateLearner() => new Learner(this, specification);

    public MassMoved Improve(Span<double> average) => default;

    private sealed class Learner(Centralized algorithm, FederationSpecification specification) : ILearner
    {
        private readonly LocalGradient _localGradient = new(
            specification, algorithm._environments, specification.CreatePolicy, temperature: 0);

        private readonly double[] _gradient = new double[algorithm.ParameterCount];
        private readonly double[] _sum = new double[algorithm.ParameterCount];

        public void Train(in TrainingBatch batch)
        {
            for (int i = 0; i < batch.Tasks.Length; i++) Train(batch.Tasks[i], batch.Broadcast, batch.Updates[i]);
        }

        private void Train(LocalTask task, ReadOnlySpan<double> broadcast, double[] update)
        {
            int agents = specification.Agents;
            var random = new Xoshiro256PlusPlus[agents];
            for (int c = 0; c < agents; c++) random[c] = RandomStreams.For(StreamPurpose.Training, (ulong)task.Seed, task.Round, c);

            broadcast.CopyTo(update);
            for (int h = 0; h < specification.Local.Steps; h++)
            {
                Array.Clear(_sum);
                for (int c = 0; c < agents; c++)
                {
                    _localGradient.Compute(
                        algorithm._samplers[algorithm._environments.TypeOf(c, agents)], update, ref random[c], _gradient);
                    for (int i = 0; i < _sum.Length; i++) _sum[i] += _gradient[i];
                }

                for (int i = 0; i < update.Length; i++) update[i] += specification.Local.StepSize * (_sum[i] / agents);
            }
        }
    }
}
