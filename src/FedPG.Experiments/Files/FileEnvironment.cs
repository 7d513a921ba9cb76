using FedPG.Environments;
using FedPG.Experiments.Configuration;

namespace FedPG.Experiments.Files;

/// <summary>Environments of the user's own, from an MDP file (<c>fedpg-mdp/1</c>).</summary>
public sealed record FileEnvironment : IEnvironmentDefinition
{
    /// <summary>The name in an experiment file.</summary>
    public const string TypeName = "file";

    /// <summary>The MDP file. In an experiment file it is relative to that file's folder; here it is what the file system takes.</summary>
    [RequiredText("the path of an MDP file")] public string Path { get; init; } = "";

    /// <inheritdoc/>
    public EnvironmentSet Build(double? discount) => MdpFile.Read(Path, discount);
}
