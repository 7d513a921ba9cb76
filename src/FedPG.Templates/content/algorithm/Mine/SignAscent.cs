using FedPG.Algorithms;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Policies;

namespace Mine;

/// <summary>The section <c>fedpg.sign-ascent</c>.</summary>
public sealed record SignAscentOptions
{
    /// <summary>η: the length of every parameter's step.</summary>
    [AtLeast(0, Exclusive = true)] public double StepSize { get; init; } = 0.01;
}

/// <summary>Local steps along the signs of the policy gradient: θ ← θ + η sign(g(θ)).</summary>
public sealed class SignAscent(FederationSpecification specification, SignAscentOptions options) : IFederatedAlgorithm
{
    public static IFederatedAlgorithm Create(FederationSpecification specification, SignAscentOptions options) =>
        new SignAscent(specification, options);

    public string Name => "sign-ascent";

    public int ParameterCount { get; } = specification.CreatePolicy().ParameterCount;

    public int Participants => specification.Agents;

    public long StepsPerTraining => (long)specification.Local.Steps * specification.Local.Batch * specification.Local.Horizon;

    public int Policies => 1;

    public IReadOnlyList<string> Notices => [];

    public Policy CreatePolicy() => specification.CreatePolicy();

    public ILearner CreateLearner() => new Learner(specification, options, ParameterCount);

    // The next parameters are the mean of the updates.
    public MassMoved Improve(Span<double> average) => default;

    private sealed class Learner(FederationSpecification specification, SignAscentOptions options, int parameters) : ILearner
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
                // Your local step: the gradient at the parameters, and what becomes of them.
                _gradient.Compute(parameters, _direction);
                for (int i = 0; i < parameters.Length; i++) parameters[i] += options.StepSize * Math.Sign(_direction[i]);
            }
        }
    }
}
