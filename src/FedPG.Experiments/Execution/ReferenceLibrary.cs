using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using FedPG.Environments;
using FedPG.Experiments.Records;
using FedPG.Options;
using FedPG.References;

namespace FedPG.Experiments.Execution;

/// <summary>
/// Reference values, computed once for each distinct set of environments and weights of their types, on at most half of the cores, as
/// runs may still be executing. Disposing the library cancels computations.
/// </summary>
internal sealed class ReferenceLibrary(CancellationToken cancellationToken) : IDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    private readonly ConcurrentDictionary<(EnvironmentSet, string Weights, ReferenceScope), Lazy<Task<ReferenceValues>>> _values = new();

    private readonly TaskScheduler _scheduler =
        new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Math.Max(1, Environment.ProcessorCount / 2)).ConcurrentScheduler;

    /// <summary>The values for a number of agents; the first call starts the computation.</summary>
    public Task<ReferenceValues> Get(EnvironmentSet environments, int agents, ReferenceScope scope)
    {
        var token = _end.Token;
        string weights = string.Join(
            ',', environments.TypeWeights(agents).Select(weight => weight.ToString("R", CultureInfo.InvariantCulture)));
        return _values.GetOrAdd(
            (environments, weights, scope),
            _ => new Lazy<Task<ReferenceValues>>(() => Task.Factory.StartNew(
                () => ReferenceValues.Compute(environments, agents, scope, token),
                token,
                TaskCreationOptions.DenyChildAttach,
                _scheduler))).Value;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    /// <summary>A run's summary with the reference values and the gaps to them.</summary>
    public static RunSummary Compare(RunSummary summary, ReferenceValues values) => summary with
    {
        ReferenceValues = Summarize(values),
        GapToBestStationary = values.BestStationary - summary.Objective,
        GapToBestDeterministic = values.BestDeterministic?.Value - summary.Objective,
        Notices = summary.Notices.AddRange(values.Notices),
    };

    private static ReferenceSummary Summarize(ReferenceValues values) => new()
    {
        UpperBound = values.UpperBound,
        BestHistoryDependent = values.BestHistoryDependent is { } best ? new ValueBounds(best.Lower, best.Upper) : null,
        BestStationary = values.BestStationary,
        BestDeterministic = values.BestDeterministic?.Value,
        BestDeterministicExhaustive = values.BestDeterministic?.Exhaustive,
        BestPeriodic = [.. values.BestPeriodic.Select(p => new PeriodicValue(p.Period, p.Value)).ToImmutableArray()],
    };
}
