using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Algorithms.DriftCorrection;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Policies;
using FedPG.Server;

namespace FedPG.Tests.Algorithms;

/// <summary>
/// Two agents with g_i(θ) = −a_i(θ − c_i), a = (1, 4) and c = (0, 1), from θ_0 = 0 with η = 0.1: what a rule does without the noise of
/// trajectories. The optimum of the mean is 0.8.
/// </summary>
internal sealed class Quadratics : IAgentGradient
{
    private static readonly double[] Curvatures = [1, 4];
    private static readonly double[] Centres = [0, 1];
    private int _agent;

    public static LocalProblem Problem(int localSteps = 10) => new()
    {
        ParameterCount = 1,
        InitialParameters = [0],
        Agents = 2,
        LocalSteps = localSteps,
        StepSize = 0.1,
        CreatePolicy = () => new SoftmaxPolicy(states: 1, actions: 2),
        CreateGradient = () => new Quadratics(),
        CreateExactGradient = () => new Quadratics(),
        Types = [(0, 0.5), (1, 0.5)],
    };

    /// <summary>θ after each round, from the first.</summary>
    public static List<double> Run(IFederatedAlgorithm algorithm, int rounds, IServerOptimizer? optimizer = null)
    {
        var specification = new FederationSpecification { Environments = new SyntheticEnvironment().Build(null), Rounds = rounds };
        var optimized = optimizer is null ? algorithm : new OptimizedAlgorithm(algorithm, optimizer);
        return
        [
            .. SequentialFederation.Run(specification, optimized, new MeanAggregator()).Skip(1).Select(outcome => outcome.Parameters[0]),
        ];
    }

    public void Begin(LocalTask task) => _agent = task.Agent;

    public void Compute(ReadOnlySpan<double> parameters, Span<double> gradient) =>
        gradient[0] = -Curvatures[_agent] * (parameters[0] - Centres[_agent]);

    public void Compare(ReadOnlySpan<double> parameters, ReadOnlySpan<double> earlier, Span<double> gradient, Span<double> weighted)
    {
        Compute(parameters, gradient);
        Compute(earlier, weighted);
    }
}
