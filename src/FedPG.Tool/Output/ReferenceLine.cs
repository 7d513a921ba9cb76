using FedPG.Experiments.Records;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Tool.Output;

/// <summary>Reference values on one line, from the highest to the lowest kind.</summary>
internal static class ReferenceLine
{
    public static string Of(ReferenceSet set) => $"{set.Environment}: {string.Join(", ", Parts(set.Values))}";

    private static IEnumerable<string> Parts(ReferenceSummary values)
    {
        if (values.UpperBound is not null) yield return $"upper bound {NumberText.Value(values.UpperBound)}";
        if (values.BestHistoryDependent is { } best)
            yield return $"best history-dependent {NumberText.Bounds(best.Lower, best.Upper)}";
        foreach (var periodic in values.BestPeriodic) yield return $"best of period {periodic.Period} {NumberText.Value(periodic.Value)}";
        if (values.BestCommonLinear is not null) yield return $"best common linear {NumberText.Value(values.BestCommonLinear)}";
        if (values.BestStationary is null && values.BestDeterministic is null) yield break;
        yield return $"best stationary {NumberText.Value(values.BestStationary)}";
        string found = values.BestDeterministicExhaustive == false ? " (local search)" : "";
        yield return $"best deterministic {NumberText.Value(values.BestDeterministic)}{found}";
    }
}
