using FedPG.Environments;
using FedPG.Experiments.Files;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Tests.Configuration;

/// <summary>Environments with every kind of setting, in addition to the built-in ones.</summary>
internal static class Worlds
{
    public static FederationCatalogue Catalogue { get; } = ExperimentCatalogue.Default
        .WithEnvironment<PlainWorld>("plain")
        .WithEnvironment<GridWorld>("grid")
        .WithEnvironment<HugeWorld>("huge");
}

internal sealed record PlainWorld : IEnvironmentDefinition
{
    [AtLeast(1)] public int Types { get; init; } = 2;

    [Between(0, 1)] public double Kappa { get; init; } = 0.5;

    public EnvironmentSet Build(double? discount) => new SyntheticEnvironment { Types = Types, EpsilonP = Kappa }.Build(discount);
}

internal sealed record GridWorld : IEnvironmentDefinition
{
    public int[][] Walls { get; init; } = [[1, 1]];

    public int[] Start { get; init; } = [0, 0];

    public bool Disjoint { get; init; }

    public EnvironmentSet Build(double? discount) => Start.Length == 2
        ? new SyntheticEnvironment().Build(discount)
        : throw new SpecificationException("environment.start", $"{Start.Length} numbers", "a row and a column");
}

internal sealed record HugeWorld : IEnvironmentDefinition
{
    public EnvironmentSet Build(double? discount) => throw new OverflowException();
}
