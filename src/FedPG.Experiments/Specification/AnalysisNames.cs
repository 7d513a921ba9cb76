namespace FedPG.Experiments.Specification;

/// <summary>The names of the analyses that an experiment can ask for.</summary>
internal static class AnalysisNames
{
    /// <summary>The analysis that fits any experiment.</summary>
    public const string Comparison = "comparison";

    /// <summary>All names, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "action-dimensions", "action-space", "asynchrony", "breaking-point", "byzantine", "communication", Comparison,
        "cost-of-federation", "drift", "heterogeneity", "heterogeneous-control", "landscape", "local-steps", "lojasiewicz", "memory",
        "optimum", "regularisation", "resolution", "speed-up", "tasks",
    ];
}
