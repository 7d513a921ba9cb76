using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Scoring;

namespace FedPG.References;

/// <summary>Computes reference values within a limit of work: first those that are proved, then those that are searched for.</summary>
internal sealed class ReferenceSearch(EnvironmentSet environments, int agents, WorkMeter meter)
{
    /// <summary>The share of the remaining work for the deterministic, the stationary and the first periodic search.</summary>
    private const double Share = 0.5;

    private readonly FederatedObjective _objective = new(environments, agents);
    private readonly List<string> _cut = [];

    public ReferenceValues Run()
    {
        if (CommonOptimum.Of(_objective, meter) is not { } bound)
        {
            const string LeftOut = "the reference values were left out: they take more than the limit of work "
                + "(evaluation.references = all computes them)";
            return new ReferenceValues { Notices = [LeftOut] };
        }

        var deterministic = Deterministic(bound);
        var (stationary, policy) = Stationary(bound, deterministic);
        var periodic = ((int[])[2, 3]).Where(period => environments.States * period <= ReferenceValues.PeriodicLimit)
            .Select(period => new PeriodicOptimum(period, Periodic(bound, period, stationary, policy)))
            .ToImmutableArray();
        return new ReferenceValues
        {
            UpperBound = bound.Score.Value,
            PerEnvironmentOptima = Optima(bound),
            BestDeterministic = deterministic,
            BestStationary = stationary,
            BestPeriodic = periodic,
            Notices = _cut.Count == 0
                ? []
                : [$"the search for the best {Listed(_cut)} policy ended at the limit of work (evaluation.references = all has no limit)"],
        };
    }

    private DeterministicOptimum Deterministic(CommonOptimum bound)
    {
        var search = new BestDeterministic(_objective, bound, meter.Part(Share));
        var found = search.Search();
        if (search.IsCut) _cut.Add("deterministic");
        return found with { Value = Math.Min(found.Value, bound.Score.Value) };
    }

    private (double Value, double[] Policy) Stationary(CommonOptimum bound, DeterministicOptimum deterministic)
    {
        double[] table = PolicyIteration.OneHot([.. deterministic.Actions], environments.Actions);
        if (deterministic.Value >= bound.Score.Value) return (bound.Score.Value, table);
        var search = new BestStationary(_objective, bound, meter.Part(Share));
        var (value, policy) = search.Search([table]);
        if (search.IsCut) _cut.Add("stationary");

        // A deterministic policy is stationary too, and the ascent only approaches it from inside.
        return deterministic.Value >= value ? (deterministic.Value, table) : (Math.Min(value, bound.Score.Value), policy);
    }

    /// <summary>Searches for the best periodic policy; a stationary one is periodic too.</summary>
    private double Periodic(CommonOptimum bound, int period, double stationary, double[] policy)
    {
        if (stationary >= bound.Score.Value) return stationary;
        var phased = new FederatedObjective(PeriodicEnvironments.WithPeriod(environments, period), agents);
        var search = new BestStationary(phased, bound.Repeated(period), meter.Part(period == 2 ? Share : 1));
        double value = search.Search(PeriodicStarts(bound, period, policy)).Value;
        if (search.IsCut) _cut.Add(period == 2 ? "period-2" : "period-3");
        return Math.Min(Math.Max(stationary, value), bound.Score.Value);
    }

    /// <summary>Policies to start from: the stationary one and each environment's optimum, repeated over the phases.</summary>
    private IEnumerable<double[]> PeriodicStarts(CommonOptimum bound, int period, double[] stationary)
    {
        var optima = bound.Optima.Select(optimum => PolicyIteration.OneHot(optimum.Actions, environments.Actions)).ToList();
        var alternating = Enumerable.Range(0, optima.Count).Take(4)
            .Select(first => Enumerable.Range(first, period).SelectMany(phase => optima[phase % optima.Count]).ToArray());
        return [[.. Enumerable.Repeat(stationary, period).SelectMany(policy => policy)], .. alternating];
    }

    /// <summary>The optimum of each type; equal types are listed separately.</summary>
    private ImmutableArray<double> Optima(CommonOptimum bound)
    {
        var distinct = _objective.Distinct.Select(d => d.Process).ToList();
        return [.. environments.Types.Select(type => Optimum(distinct.FindIndex(process => ReferenceEquals(process, type))))];

        double Optimum(int place) => CommonScore.Mean(environments, bound.Optima[place].Values, bound.Optima[place].Sizes).Value;
    }

    private static string Listed(List<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and the best {names[^1]}";
}
