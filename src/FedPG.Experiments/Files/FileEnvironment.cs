using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Formats;
using FedPG.Options;

namespace FedPG.Experiments.Files;

/// <summary>The user's own environments, from files in one of the formats of the catalogue; docs/formats.md lists them.</summary>
public sealed record FileEnvironment : IEnvironmentDefinition
{
    /// <summary>The name in an experiment file.</summary>
    public const string TypeName = "file";

    /// <summary>The path of an MDP file, or several, whose types make one federation: in an experiment file relative to that file's folder,
    /// here relative to the working directory.</summary>
    [RequiredPaths("the path of an MDP file, or a list of paths")] public FilePaths Path { get; init; }

    /// <summary>The name of a reward structure of the file; null if it has one or none.</summary>
    [AbsentAs("from-file")] public string? Reward { get; init; }

    /// <summary>Whether the file's rewards are costs, which are minimised.</summary>
    public bool Cost { get; init; }

    /// <summary>The order of the axes of a NumPy array of transitions whose shape does not tell: <c>ass</c> or <c>sas</c>.</summary>
    [AbsentAs("from-file")] public string? Axes { get; init; }

    /// <inheritdoc/>
    public EnvironmentSet Build(double? discount) => Build(discount, ExperimentCatalogue.Default.Formats);

    /// <summary>Builds the types with the formats of a catalogue.</summary>
    internal EnvironmentSet Build(double? discount, ImmutableArray<IMdpFormat> formats) =>
        MdpFiles.Read(Path.All, new MdpOptions { Discount = discount, Reward = Reward, Cost = Cost, Axes = Axes }, formats);
}
