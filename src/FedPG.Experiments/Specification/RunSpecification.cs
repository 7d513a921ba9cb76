using System.Collections.Immutable;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;

namespace FedPG.Experiments.Specification;

/// <summary>One run of an experiment: a variant at a point of the sweep with one seed.</summary>
public sealed record RunSpecification
{
    /// <summary>The run's name, unique in its experiment and valid as a folder, e.g. <c>s-fedpg-local.steps=5-seed0</c>.</summary>
    public required string Run { get; init; }

    /// <summary>The label shared by runs that differ only in their seed, e.g. <c>s-fedpg local.steps=5</c>.</summary>
    public required string Variant { get; init; }

    /// <summary>The point of the sweep, in the order of its axes; empty without a sweep.</summary>
    public ImmutableArray<SweepValue> Point { get; init; } = [];

    /// <summary>The settings.</summary>
    public required RunSettings Settings { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The specification of the run's federation: everything that determines the bits of its result.</summary>
    /// <param name="environments">The environments built from the settings.</param>
    /// <param name="catalogue">Resolves the names in the settings; <see cref="FederationCatalogue.Default"/> if null.</param>
    public FederationSpecification ToFederation(EnvironmentTypes environments, FederationCatalogue? catalogue = null) =>
        Settings.ToFederation(environments, Seed, catalogue);
}
