using FedPG.Options;

namespace FedPG.Experiments.Specification;

/// <summary>The question of an experiment and the analysis that answers it in the report.</summary>
public sealed record ReportOptions
{
    /// <summary>The question, one sentence; empty for none.</summary>
    public string Question { get; init; } = "";

    /// <summary>The name of the analysis that computes the answer.</summary>
    [AnalysisName] public string Analysis { get; init; } = AnalysisNames.Comparison;

    /// <summary>The gaps to the best stationary policy that count as reached, as fractions of the initial gap.</summary>
    [Shares] public double[] Gaps { get; init; } = [0.1, 0.03, 0.01];
}

/// <summary>Accepts the name of an analysis.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AnalysisNameAttribute : AcceptedAttribute
{
    public override string Accepted => $"one of {string.Join(", ", AnalysisNames.All)}";

    public override bool IsValid(object? value) => value is string name && AnalysisNames.All.Contains(name);
}

/// <summary>Accepts fractions above 0 and below 1, at least one.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SharesAttribute : AcceptedAttribute
{
    public override string Accepted => "a list of numbers above 0 and below 1, such as [0.1, 0.01]";

    public override bool IsValid(object? value) => value is double[] { Length: > 0 } shares && shares.All(share => share is > 0 and < 1);
}
