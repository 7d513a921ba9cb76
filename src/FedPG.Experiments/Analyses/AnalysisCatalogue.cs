using System.Collections.Immutable;
using FedPG.Experiments.Analyses.Questions;

namespace FedPG.Experiments.Analyses;

/// <summary>The analyses an experiment can name.</summary>
public static class AnalysisCatalogue
{
    private static readonly ImmutableSortedDictionary<string, IAnalysis> Analyses = new Dictionary<string, IAnalysis>
    {
        ["comparison"] = new Comparison(),
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
        ["communication"] = new Communication(),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Analyses.Keys];

    /// <summary>The analysis of a name that is among <see cref="Names"/>.</summary>
    internal static IAnalysis Get(string name) => Analyses[name];
}
