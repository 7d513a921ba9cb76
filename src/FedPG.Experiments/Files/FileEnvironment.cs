using FedPG.Environments;

namespace FedPG.Experiments.Files;

/// <summary>The user's own environments, from an MDP file (<c>fedpg-mdp/1</c>).</summary>
public sealed record FileEnvironment : IEnvironmentDefinition
{
    /// <summary>The name in an experiment file.</summary>
    public const string TypeName = "file";

    /// <summary>The path of the MDP file: in an experiment file relative to that file's folder, here relative to the working
    /// directory.</summary>
    [RequiredText("the path of an MDP file")] public string Path { get; init; } = "";

    /// <inheritdoc/>
    public EnvironmentSet Build(double? discount) => MdpFile.Read(Path, discount);
}
