using System.Collections.Immutable;
using FedPG.Experiments.Analyses.Questions;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Analyses;

/// <summary>The analyses that an experiment can ask for: one for each of <see cref="AnalysisNames"/>.</summary>
internal static class AnalysisCatalogue
{
    private static readonly ImmutableSortedDictionary<string, IAnalysis> Analyses = new Dictionary<string, IAnalysis>
    {
        [AnalysisNames.Comparison] = new Comparison(),
        ["speed-up"] = new SpeedUp(),
        ["heterogeneity"] = new Heterogeneous(),
        ["local-steps"] = new LocalSteps(),
        ["optimum"] = new OptimumOrder(),
        ["landscape"] = new Landscape(),
        ["regularisation"] = new Regularisation(),
        ["breaking-point"] = new BreakingPoint(),
        ["action-space"] = new ActionSpace(),
        ["cost-of-federation"] = new CostOfFederation(),
        ["lojasiewicz"] = new Lojasiewicz(),
        ["memory"] = new MemoryWorth(),
        ["communication"] = new Communication(),
        ["byzantine"] = new Robustness(),
        ["asynchrony"] = new Waiting(),
        ["drift"] = new DriftCorrection(),
        ["action-dimensions"] = new ActionDimensions(),
        ["resolution"] = new Resolution(),
        ["tasks"] = new KnownTasks(),
        ["heterogeneous-control"] = new HeterogeneousControl(),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Analyses.Keys];

    /// <summary>The analysis of a name that is among <see cref="Names"/>.</summary>
    public static IAnalysis Get(string name) => Analyses[name];
}
