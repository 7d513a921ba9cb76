using FedPG.Environments;
using FedPG.References.Beliefs;
using FedPG.Scoring;

namespace FedPG.References;

/// <summary>
/// Bounds on the best policy with memory, from the other reference values: their policies are lower bounds to start from, and the optima of
/// the types are the upper bounds where the type is known.
/// </summary>
internal sealed class BestHistoryDependent(FederatedObjective objective, CommonOptimum bound, WorkMeter meter)
{
    /// <summary>The notice for bounds that do not meet.</summary>
    public const string Apart = "the bounds of the best history-dependent policy do not meet: their search ended at its limit";

    /// <summary>The difference of the bounds, relative to the numbers that J is the sum of, above which they do not meet.</summary>
    public const double Difference = 1e-6;

    /// <summary>The largest number of distinct types.</summary>
    public const int MostTypes = 16;

    /// <summary>The largest number of states.</summary>
    public const int MostStates = 128;

    /// <summary>The difference of the bounds, relative to the numbers that J is the sum of, at which the search ends.</summary>
    private const double Precision = 1e-9;

    private const double Rounding = 1.0 / (1L << 49);

    private readonly EnvironmentSet _environments = objective.Environments;
    private readonly List<double[]> _known = [];

    /// <summary>Why nothing is computed, or null.</summary>
    public string? Obstacle =>
        bound.Optima.Length > MostTypes ? $"{bound.Optima.Length} distinct types are more than {MostTypes}"
        : _environments.IsScoredFromStart && _environments.Types.Any(type => !type.Start.IsEmpty)
            ? "environments have first states of their own"
        : _environments.Discount == 1 ? "its bounds need a discount below 1"
        : _environments.States > MostStates ? $"{_environments.States} states are more than {MostStates}"
        : null;

    /// <summary>Adds a policy to start from, flat [period][S][A].</summary>
    public void Know(double[] policy, int period)
    {
        var phased = PeriodicEnvironments.WithPeriod(_environments, period);
        int types = bound.Optima.Length, states = _environments.States;
        double[][] vectors = [.. Enumerable.Range(0, period).Select(_ => new double[states * types])];
        var distinct = phased.Types.Distinct().ToArray();
        double[] rewards = new double[period * states], values = new double[period * states], sizes = new double[period * states];
        for (int type = 0; type < types; type++)
        {
            var chain = new PolicyChain(distinct[type], _environments.Discount, meter);
            chain.Load(policy);
            chain.ExpectedRewards(rewards);
            chain.RefinedValues(rewards, values);
            for (int s = 0; s < rewards.Length; s++) rewards[s] = Math.Abs(rewards[s]);
            chain.Values(rewards, sizes);
            for (int s = 0; s < rewards.Length; s++) vectors[s / states][s % states * types + type] = values[s] - Rounding * sizes[s];
        }

        _known.AddRange(vectors);
    }

    /// <summary>The bounds.</summary>
    /// <param name="found">The best value of a policy found by other searches.</param>
    public HistoryDependentOptimum Search(double found)
    {
        double roof = bound.Score.Value;
        foreach (var optimum in bound.Optima) Know(PolicyIteration.OneHot(optimum.Actions, _environments.Actions), period: 1);
        double[] initial = [.. _environments.EvaluationDistribution];
        var search = new BeliefSearch(new BeliefProcess(objective), initial, Corners(), [.. _known], meter);
        var (lower, upper) = search.Run(Precision * bound.Score.Size);
        lower = Math.Max(lower, found);
        return new HistoryDependentOptimum(Math.Min(lower, roof), Math.Min(Math.Max(lower, upper), roof));
    }

    /// <summary>
    /// Upper bounds of each type's optimum, [S][K]: the policy's values, raised by what its improvement may have overlooked.
    /// </summary>
    private double[] Corners()
    {
        int types = bound.Optima.Length;
        var corners = new double[_environments.States * types];
        for (int i = 0; i < corners.Length; i++)
        {
            var optimum = bound.Optima[i % types];
            corners[i] = optimum.Values[i / types] + Rounding * optimum.Sizes[i / types] / (1 - _environments.Discount);
        }

        return corners;
    }
}
