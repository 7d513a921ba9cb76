using System.Collections.Concurrent;
using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Experiments.Records;
using FedPG.References;

namespace FedPG.Experiments.Execution;

/// <summary>Reference values, computed once for each distinct set of environments and shares of their types.</summary>
internal sealed class ReferenceLibrary
{
    private readonly ConcurrentDictionary<(EnvironmentSet Environments, string Weights), Lazy<Task<ReferenceValues>>> _values = new();

    /// <summary>The values for a number of agents; the first to ask starts the computation.</summary>
    public Task<ReferenceValues> Get(EnvironmentSet environments, int agents)
    {
        string weights = string.Join(',', environments.TypeWeights(agents));
        return _values.GetOrAdd(
            (environments, weights),
            _ => new Lazy<Task<ReferenceValues>>(() => Task.Run(() => ReferenceValues.Compute(environments, agents)))).Value;
    }

    public static ReferenceSummary Summarize(ReferenceValues values) => new()
    {
        UpperBound = values.UpperBound,
        BestStationary = values.BestStationary,
        BestDeterministic = values.BestDeterministic.Value,
        BestDeterministicExhaustive = values.BestDeterministic.Exhaustive,
        BestPeriodic = [.. values.BestPeriodic.Select(p => new PeriodicValue(p.Period, p.Value)).ToImmutableArray()],
    };
}
