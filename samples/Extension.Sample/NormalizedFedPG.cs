using FedPG.Algorithms;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Policies;

namespace Extension.Sample;

/// <summary>The section <c>fedpg.normalized-fedpg</c>.</summary>
public sealed record NormalizedFedPGOptions
{
    /// <summary>Added to the norm of the gradient, so that a gradient of 0 is not divided by 0.</summary>
    [AtLeast(0, Exclusive = true)] public double Offset { get; init; } = 1e-3;
}

/// <summary>S-FedPG with normalised local steps: θ ← θ + η g(θ) / (‖g(θ)‖ + offset).</summary>
public sealed class NormalizedFedPG(FederationSpecification specification, NormalizedFedPGOptions options) : IFederatedAlgorithm
{
    public static IFederatedAlgorithm Create(FederationSpecification specification, NormalizedFedPGOptions options) =>
        new NormalizedFedPG(specification, options);

    public string Name => "normalized-fedpg";

    public int ParameterCount { get; } = specification.CreatePolicy().ParameterCount;

    public int Participants => specification.Agents;

    public long StepsPerTraining => (long)specification.Local.Steps * specification.Local.Batch * specification.Local.Horizon;

    public int Policies => 1;

    public IReadOnlyList<string> Notices => [];

    public Policy CreatePolicy() => specification.CreatePolicy();

    public ILearner CreateLearner() => new Learner(specification, options, ParameterCount);

    // θ_{r+1} is the mean itself.
    public MassMoved Improve(Span<double> average) => default;

    private sealed class Learner(FederationSpecification specification, NormalizedFedPGOptions options, int parameters) : ILearner
    {
        private readonly AgentGradient _gradient = new(specification, specification.CreatePolicy);
        private readonly double[] _direction = new double[parameters];

        public void Train(in TrainingBatch batch)
        {
            for (int i = 0; i < batch.Tasks.Length; i++)
            {
                batch.Broadcast.CopyTo(batch.Updates[i]);
                Train(batch.Tasks[i], batch.Updates[i]);
            }
        }

        private void Train(LocalTask task, double[] parameters)
        {
            _gradient.Begin(task);
            for (int h = 0; h < specification.Local.Steps; h++)
            {
                _gradient.Compute(parameters, _direction);
                double length = specification.Local.StepSize / (Math.Sqrt(SumOfSquares(_direction)) + options.Offset);
                for (int i = 0; i < parameters.Length; i++) parameters[i] += length * _direction[i];
            }
        }

        // A plain loop adds in the same order on every machine; vector instructions would not.
        private static double SumOfSquares(double[] values)
        {
            double sum = 0;
            foreach (double value in values) sum += value * value;
            return sum;
        }
    }
}
