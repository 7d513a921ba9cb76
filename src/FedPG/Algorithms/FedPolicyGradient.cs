using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Kernels.Linear;
using FedPG.Kernels.Tables;
using FedPG.Policies;
using FedPG.Random;

namespace FedPG.Algorithms;

/// <summary>
/// FedPG (arXiv 2505.23459, Algorithm 1) over any differentiable policy: S-, RS- and b-RS-FedPG differ in policy, temperature and
/// improvement operator.
/// </summary>
internal sealed class FedPolicyGradient : IFederatedAlgorithm
{
    private readonly FederationSpecification _specification;
    private readonly EnvironmentSet _environments;
    private readonly EnvironmentSampler[] _samplers;
    private readonly Func<DifferentiablePolicy> _createPolicy;
    private readonly Func<ILocalStep> _createStep;
    private readonly Improvement _improvement;

    public FedPolicyGradient(
        string name,
        FederationSpecification specification,
        int parameters,
        Func<DifferentiablePolicy> createPolicy,
        Func<ILocalStep> createStep,
        Improvement improvement)
    {
        Name = name;
        ParameterCount = parameters;
        _specification = specification;
        _environments = specification.PhasedEnvironments;
        _samplers = EnvironmentSampler.ForTypes(_environments);
        (_createPolicy, _createStep, _improvement) = (createPolicy, createStep, improvement);
    }

    public string Name { get; }

    public int ParameterCount { get; }

    public ImmutableArray<double> InitialParameters => Algorithms.InitialParameters.Of(_specification, ParameterCount);

    public int Participants => _specification.Agents;

    public long StepsPerTraining => _specification.SampledStepsPerTraining;

    public int Policies => 1;

    public IReadOnlyList<string> Notices => _improvement.Notices;

    public Policy CreatePolicy() => _createPolicy();

    public ILearner CreateLearner() => new Learner(this);

    public MassMoved Improve(Span<double> average) => _improvement.Apply(average);

    private sealed class Learner : ILearner
    {
        private readonly FedPolicyGradient _algorithm;
        private readonly ILocalStep _step;
        private readonly TrainingAgent[] _agents;

        public Learner(FedPolicyGradient algorithm)
        {
            (_algorithm, _step) = (algorithm, algorithm._createStep());
            _agents = new TrainingAgent[_step.Together];
        }

        public int Together => _agents.Length;

        public void Train(in TrainingBatch batch)
        {
            for (int first = 0; first < batch.Tasks.Length; first += _agents.Length)
            {
                var agents = _agents.AsSpan(0, Math.Min(_agents.Length, batch.Tasks.Length - first));

                // θ^c ← θ_r, then H times θ^c ← θ^c + η g_c(θ^c).
                for (int i = 0; i < agents.Length; i++)
                    agents[i] = Begin(batch.Tasks[first + i], batch.Broadcast, batch.Updates[first + i]);
                for (int h = 0; h < _algorithm._specification.Local.Steps; h++) _step.Apply(agents, isFirst: h == 0);
            }
        }

        private TrainingAgent Begin(LocalTask task, ReadOnlySpan<double> broadcast, double[] update)
        {
            Memory.Copy(broadcast, update.AsSpan());
            return new TrainingAgent(
                _algorithm._samplers[_algorithm._environments.TypeOf(task.Agent, _algorithm._specification.Agents)],
                RandomStreams.For(StreamPurpose.Training, (ulong)task.Seed, task.Round, task.Agent),
                update);
        }
    }
}
