namespace FedPG.Architecture.Tests.Namespaces;

/// <summary>The rings of namespaces that are not broken yet. This list only gets shorter.</summary>
internal static class KnownRings
{
    public static IReadOnlyList<string> Of(string assembly) => assembly switch
    {
        "FedPG.Experiments" =>
        [
            "FedPG.Experiments.Analyses FedPG.Experiments.Analyses.Questions FedPG.Experiments.Configuration FedPG.Experiments.Files "
            + "FedPG.Experiments.Planning FedPG.Experiments.Plots FedPG.Experiments.Records FedPG.Experiments.Reports "
            + "FedPG.Experiments.Specification FedPG.Experiments.Tables",
        ],
        _ => [],
    };
}
