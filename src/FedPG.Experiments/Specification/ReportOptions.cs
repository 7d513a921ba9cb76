using FedPG.Experiments.Analyses;
using FedPG.Options;

namespace FedPG.Experiments.Specification;

/// <summary>What an experiment asks, and how its report answers.</summary>
public sealed record ReportOptions
{
    /// <summary>The question, one sentence; empty where an experiment asks nothing in particular.</summary>
    public string Question { get; init; } = "";

    /// <summary>A name from the analysis catalogue: what computes the answer.</summary>
    [AnalysisName] public string Analysis { get; init; } = "comparison";

    /// <summary>Gaps to the best stationary policy, as shares of what can be gained from the start, that count as reached.</summary>
    [Shares] public double[] Gaps { get; init; } = [0.1, 0.03, 0.01];
}

/// <summary>A name from the analysis catalogue.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AnalysisNameAttribute : AcceptedAttribute
{
    public override string Accepted => $"one of {string.Join(", ", AnalysisCatalogue.Names)}";

    public override bool IsValid(object? value) => value is string name && AnalysisCatalogue.Names.Contains(name);
}

/// <summary>At least one share above 0 and below 1.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SharesAttribute : AcceptedAttribute
{
    public override string Accepted => "a list of numbers above 0 and below 1, such as [0.1, 0.01]";

    public override bool IsValid(object? value) => value is double[] { Length: > 0 } shares && shares.All(share => share is > 0 and < 1);
}
