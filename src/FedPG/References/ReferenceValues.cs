using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Evaluation;

namespace FedPG.References;

/// <summary>The best policy of a period that was found.</summary>
/// <param name="Period">K.</param>
/// <param name="Value">J of it; the optimum is at least this.</param>
public sealed record PeriodicOptimum(int Period, double Value);

/// <summary>What a run's objective can be compared with, under the evaluation distribution.</summary>
public sealed record ReferenceValues
{
    /// <summary>Mean over agents of the optimum of the agent's own environment: no policy can pass it.</summary>
    public required double UpperBound { get; init; }

    /// <summary>The optimum of each type on its own, [types].</summary>
    public required ImmutableArray<double> PerEnvironmentOptima { get; init; }

    /// <summary>The best deterministic stationary policy.</summary>
    public required DeterministicOptimum BestDeterministic { get; init; }

    /// <summary>The best stationary policy found: the optimum is at least this.</summary>
    public required double BestStationary { get; init; }

    /// <summary>The best policies of period 2 and 3 found; none where the environment is too large for the search.</summary>
    public required ImmutableArray<PeriodicOptimum> BestPeriodic { get; init; }

    /// <summary>
    /// Computes them. Periodic policies are searched while states × period stays within <see cref="PeriodicLimit"/>.
    /// </summary>
    /// <param name="environments">The environments, without phases.</param>
    /// <param name="agents">M: decides how much each type counts.</param>
    /// <param name="cancellationToken">Ends the computation, which may take minutes with hundreds of states.</param>
    public static ReferenceValues Compute(EnvironmentSet environments, int agents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(environments);
        ArgumentOutOfRangeException.ThrowIfLessThan(agents, 1);
        var objective = new FederatedObjective(environments, agents);
        var optima = Optima(environments);
        var weights = environments.TypeWeights(agents);
        var deterministic = new BestDeterministic(objective, cancellationToken).Search();
        double[] deterministicTable = PolicyIteration.OneHot([.. deterministic.Actions], environments.Actions);
        var stationary = new BestStationary(objective, cancellationToken).Search([deterministicTable]);

        // A deterministic policy is a stationary one, which the ascent only approaches from inside; a stationary one is periodic.
        double bestStationary = Math.Max(stationary.Value, deterministic.Value);
        var periodic =
            from period in (int[])[2, 3]
            where environments.States * period <= PeriodicLimit
            select new PeriodicOptimum(period, Math.Max(bestStationary, SearchPeriodic(period)));
        double SearchPeriodic(int period) =>
            new BestStationary(new FederatedObjective(PeriodicEnvironments.WithPeriod(environments, period), agents), cancellationToken)
                .Search(PeriodicStarts(environments, period, stationary.Policy)).Value;

        return new ReferenceValues
        {
            UpperBound = optima.Select((optimum, type) => weights[type] * optimum).Sum(),
            PerEnvironmentOptima = optima,
            BestDeterministic = deterministic,

            BestStationary = bestStationary,
            BestPeriodic = [.. periodic],
        };
    }

    /// <summary>Up to this many (phase, state) pairs a periodic policy is searched for.</summary>
    public const int PeriodicLimit = 128;

    /// <summary>A periodic policy can do what a stationary one does; starts repeat it and each type's optimum over the phases.</summary>
    private static IEnumerable<double[]> PeriodicStarts(EnvironmentSet environments, int period, double[] stationary)
    {
        double[] repeated = [.. Enumerable.Repeat(stationary, period).SelectMany(policy => policy)];
        var optima = environments.Types.Distinct(ReferenceEqualityComparer.Instance).Cast<MarkovDecisionProcess>()
            .Select(type => PolicyIteration.OneHot(PolicyIteration.Solve(type, environments.Discount).Actions, environments.Actions))
            .ToList();
        var alternating = Enumerable.Range(0, optima.Count).Take(4)
            .Select(first => Enumerable.Range(first, period).SelectMany(phase => optima[phase % optima.Count]).ToArray());
        return [repeated, .. alternating];
    }

    private static ImmutableArray<double> Optima(EnvironmentSet environments)
    {
        var values = new Dictionary<MarkovDecisionProcess, double>(ReferenceEqualityComparer.Instance);
        foreach (var type in environments.Types)
        {
            if (values.ContainsKey(type)) continue;
            double[] optimal = PolicyIteration.Solve(type, environments.Discount).Values;
            values[type] = optimal.Select((value, s) => environments.EvaluationDistribution[s] * value).Sum();
        }

        return [.. environments.Types.Select(type => values[type])];
    }
}
