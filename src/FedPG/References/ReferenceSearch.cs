using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Scoring;

namespace FedPG.References;

/// <summary>Computes reference values within a limit of work: first those that are proved, then those that are searched for.</summary>
/// <param name="environments">The environments, without phases.</param>
/// <param name="agents">M.</param>
/// <param name="meter">Counts the work for all but the bounds on policies with memory.</param>
/// <param name="memory">Counts the work for these bounds, so that the other values do not depend on it.</param>
internal sealed class ReferenceSearch(EnvironmentSet environments, int agents, WorkMeter meter, WorkMeter memory)
{
    /// <summary>The share of the remaining work for the deterministic, the stationary and the first periodic search.</summary>
    private const double Share = 0.5;

    /// <summary>The number of successors of all types above which searches use much memory.</summary>
    private const int ManySuccessors = 1 << 20;

    private readonly FederatedObjective _objective = new(environments, agents);
    private readonly List<string> _cut = [];
    private readonly List<string> _remarks = [];

    /// <summary>The notice if there is no time for any value.</summary>
    public const string LeftOut = "the reference values were left out: they take more than the limit of work "
        + "(evaluation.references = all computes them)";

    /// <summary>The values of policies that see the state alone, and the bound.</summary>
    public ReferenceValues RunMemoryless()
    {
        if (Bound() is not { } bound) return new ReferenceValues { Notices = [LeftOut] };
        var deterministic = Deterministic(bound);
        double stationary = Stationary(bound, deterministic).Value;
        return new ReferenceValues
        {
            UpperBound = bound.Score.Value,
            PerEnvironmentOptima = Optima(bound),
            BestDeterministic = deterministic,
            BestStationary = stationary,
            Notices = [.. Cut(), .. _remarks],
        };
    }

    /// <summary>All values.</summary>
    public ReferenceValues Run()
    {
        if (Bound() is not { } bound) return new ReferenceValues { Notices = [LeftOut] };
        var deterministic = Deterministic(bound);
        var (stationary, policy) = Stationary(bound, deterministic);
        int[] periods = [.. ((int[])[2, 3]).Where(period => environments.States * period <= ReferenceValues.PeriodicLimit)];
        var periodic = periods.Select(period => Periodic(bound, period, stationary, policy)).ToList();
        return new ReferenceValues
        {
            UpperBound = bound.Score.Value,
            PerEnvironmentOptima = Optima(bound),
            BestDeterministic = deterministic,
            BestStationary = stationary,
            BestPeriodic = [.. periods.Zip(periodic, (period, best) => new PeriodicOptimum(period, best.Value))],
            BestHistoryDependent = HistoryDependent(
                bound, [(1, stationary, policy), .. periods.Zip(periodic, (period, best) => (period, best.Value, best.Policy))]),
            Notices = [.. Cut(), .. _remarks],
        };
    }

    private CommonOptimum? Bound()
    {
        var bound = CommonOptimum.Of(_objective, meter);
        Release();
        return bound;
    }

    /// <summary>
    /// Frees the systems of a search, which have hundreds of bytes per state, before the next one makes its own. The GC by itself waits
    /// until about as much is garbage as is in use.
    /// </summary>
    private void Release()
    {
        if (environments.Types.Sum(type => (long)type.Kernel.Count) > ManySuccessors) GC.Collect();
    }

    /// <summary>Bounds on policies with memory, from the best policies found so far.</summary>
    private HistoryDependentOptimum? HistoryDependent(CommonOptimum bound, (int Period, double Value, double[] Policy)[] found)
    {
        double best = found.Max(policy => policy.Value), roof = bound.Score.Value;
        if (best >= roof) return new HistoryDependentOptimum(roof, roof);
        var search = new BestHistoryDependent(_objective, bound, memory);
        if (search.Obstacle is { } obstacle)
        {
            _remarks.Add($"the best history-dependent policy was not computed: {obstacle}");
            return null;
        }

        foreach (var (period, _, policy) in found) search.Know(policy, period);
        var bounds = search.Search(best);
        if (bounds.Upper - bounds.Lower > BestHistoryDependent.Difference * bound.Score.Size) _remarks.Add(BestHistoryDependent.Apart);
        return bounds;
    }

    private IEnumerable<string> Cut() => _cut.Count == 0
        ? []
        : [$"the search for the best {Listed(_cut)} policy ended at the limit of work (evaluation.references = all has no limit)"];

    private DeterministicOptimum Deterministic(CommonOptimum bound)
    {
        var search = new BestDeterministic(_objective, bound, meter.Part(Share));
        var found = search.Search();
        Release();
        if (search.IsCut) _cut.Add("deterministic");
        if (search.Obstacle is { } obstacle && !found.Exhaustive)
            _remarks.Add($"for the best deterministic policy only the actions that are best for the most agents were tried: {obstacle}");
        return found with { Value = Math.Min(found.Value, bound.Score.Value) };
    }

    private (double Value, double[] Policy) Stationary(CommonOptimum bound, DeterministicOptimum deterministic)
    {
        double[] table = PolicyIteration.OneHot([.. deterministic.Actions], environments.Actions);
        if (deterministic.Value >= bound.Score.Value) return (bound.Score.Value, table);
        var search = new BestStationary(_objective, bound, meter.Part(Share));
        var (value, policy) = search.Search([table]);
        Release();
        if (search.IsCut) _cut.Add("stationary");

        // A deterministic policy is stationary too, and the ascent only approaches it from inside.
        return deterministic.Value >= value ? (deterministic.Value, table) : (Math.Min(value, bound.Score.Value), policy);
    }

    /// <summary>Searches for the best periodic policy; a stationary one is periodic too.</summary>
    private (double Value, double[] Policy) Periodic(CommonOptimum bound, int period, double stationary, double[] policy)
    {
        double[] repeated = [.. Enumerable.Repeat(policy, period).SelectMany(phase => phase)];
        if (stationary >= bound.Score.Value) return (stationary, repeated);
        var phased = new FederatedObjective(PeriodicEnvironments.WithPeriod(environments, period), agents);
        var search = new BestStationary(phased, bound.Repeated(period), meter.Part(period == 2 ? Share : 1));
        var found = search.Search(PeriodicStarts(bound, period, repeated));
        if (search.IsCut) _cut.Add(period == 2 ? "period-2" : "period-3");
        return found.Value >= stationary ? (Math.Min(found.Value, bound.Score.Value), found.Policy) : (stationary, repeated);
    }

    /// <summary>Policies to start from: the stationary one and each environment's optimum, repeated over the phases.</summary>
    private IEnumerable<double[]> PeriodicStarts(CommonOptimum bound, int period, double[] repeated)
    {
        var optima = bound.Optima.Select(optimum => PolicyIteration.OneHot(optimum.Actions, environments.Actions)).ToList();
        var alternating = Enumerable.Range(0, optima.Count).Take(4)
            .Select(first => Enumerable.Range(first, period).SelectMany(phase => optima[phase % optima.Count]).ToArray());
        return [repeated, .. alternating];
    }

    /// <summary>The optimum of each type; equal types are listed separately.</summary>
    private ImmutableArray<double> Optima(CommonOptimum bound)
    {
        var distinct = _objective.Distinct.Select(d => d.Process).ToList();
        return [.. environments.Types.Select(type => Optimum(distinct.FindIndex(process => ReferenceEquals(process, type))))];

        double Optimum(int place) =>
            CommonScore.Mean(environments, distinct[place], bound.Optima[place].Values, bound.Optima[place].Sizes).Value;
    }

    private static string Listed(List<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and the best {names[^1]}";
}
