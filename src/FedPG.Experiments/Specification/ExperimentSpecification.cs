using System.Collections.Immutable;
using FedPG.Federation;

namespace FedPG.Experiments.Specification;

/// <summary>An experiment file, resolved: runs = variants × sweep grid × seeds. Immutable.</summary>
public sealed record ExperimentSpecification
{
    /// <summary>The experiment's name, valid as the name of a folder.</summary>
    public required string Name { get; init; }

    /// <summary>The seeds, distinct.</summary>
    public required ImmutableArray<long> Seeds { get; init; }

    /// <summary>The variants' names in file order; empty when the file has none.</summary>
    public required ImmutableArray<string> Variants { get; init; }

    /// <summary>The settings that all variants sweep, in file order.</summary>
    public required ImmutableArray<SweepAxis> Sweep { get; init; }

    /// <summary>The runs: variants outermost, then the sweep (its last axis fastest), then seeds.</summary>
    public required ImmutableArray<RunSpecification> Runs { get; init; }

    /// <summary>The experiment's question and the analysis that answers it.</summary>
    public ReportOptions Report { get; init; } = new();

    /// <summary>Resolves the names in the settings.</summary>
    public FederationCatalogue Catalogue { get; init; } = FederationCatalogue.Default;

    /// <summary>The content of the resolved file: HOCON of all layers merged, including variants and sweep.</summary>
    internal string Resolved { get; init; } = "";

    /// <summary>The same as JSON.</summary>
    internal string ResolvedJson { get; init; } = "{}";
}

/// <summary>One swept setting.</summary>
/// <param name="Path">The setting, without the leading <c>fedpg.</c>, e.g. <c>local.steps</c>.</param>
/// <param name="Values">Its values as they were written.</param>
public sealed record SweepAxis(string Path, ImmutableArray<string> Values);
