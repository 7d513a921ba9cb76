using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using FedPG.Algorithms;
using FedPG.Control;
using FedPG.Control.Exact;
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

    private readonly ConcurrentDictionary<Key, Lazy<Task<ReferenceValues>>> _values = new();

    private readonly TaskScheduler _scheduler =
        new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Math.Max(1, Environment.ProcessorCount / 2)).ConcurrentScheduler;

    /// <summary>The values to compare a run with; the first call starts the computation.</summary>
    public Task<ReferenceValues> Get(FederationSpecification run)
    {
        var token = _end.Token;
        string weights = string.Join(
            ',', run.Environments.TypeWeights(run.Agents).Select(weight => weight.ToString("R", CultureInfo.InvariantCulture)));
        return _values.GetOrAdd(
            new Key(run.Environments, weights, PolicyOf(run), run.Evaluation.References),
            _ => new Lazy<Task<ReferenceValues>>(() => Task.Factory.StartNew(
                () => Compute(run, token),
                token,
                TaskCreationOptions.DenyChildAttach,
                _scheduler))).Value;
    }

    private static ReferenceValues Compute(FederationSpecification run, CancellationToken token) => run.Environments switch
    {
        EnvironmentSet finite => ReferenceValues.Compute(finite, run.Agents, run.Evaluation.References, token),
        ControlEnvironments control => ControlReferences.Compute(control, run.Agents, run.Policy, run.Evaluation.References, token),
        _ => new ReferenceValues(),
    };

    /// <summary>What the values depend on in the policy.</summary>
    private static string PolicyOf(FederationSpecification run) =>
        run.Environments is ControlEnvironments control && ControlReferences.DependOnPolicy(control)
            ? $"{run.Policy.Family} {run.Policy.Bits} {run.Policy.Decoding}"
            : "";

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
        GapToBestCommonLinear = values.BestCommonLinear - summary.Objective,
        GapToBestDeterministic = values.BestDeterministic?.Value - summary.Objective,
        Notices = summary.Notices.AddRange(values.Notices),
    };

    private static ReferenceSummary Summarize(ReferenceValues values) => new()
    {
        UpperBound = values.UpperBound,
        BestHistoryDependent = values.BestHistoryDependent is { } best ? new ValueBounds(best.Lower, best.Upper) : null,
        BestStationary = values.BestStationary,
        BestDeterministic = values.BestDeterministic?.Value,
        BestCommonLinear = values.BestCommonLinear,
        BestDeterministicExhaustive = values.BestDeterministic?.Exhaustive,
        BestPeriodic = [.. values.BestPeriodic.Select(p => new PeriodicValue(p.Period, p.Value)).ToImmutableArray()],
    };

    private sealed record Key(EnvironmentTypes Environments, string Weights, string Policy, ReferenceScope Scope);
}
