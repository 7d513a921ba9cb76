using System.Text.Json.Serialization;
using FedPG.Control.Environments;
using FedPG.Environments;
using FedPG.Options;

namespace FedPG.Experiments.Files;

/// <summary>
/// Linear systems with quadratic costs: those of a file (<c>fedpg-lqr/1</c>), or random ones as of <see cref="LqrEnvironment"/>, whose
/// settings it has too.
/// </summary>
internal sealed record LqrFileEnvironment : IEnvironmentFamily
{
    /// <summary>The name in an experiment file.</summary>
    public const string TypeName = "lqr";

    /// <summary>The path of a file of systems, relative to the experiment file; empty to draw systems.</summary>
    public string Path { get; init; } = "";

    /// <inheritdoc cref="LqrEnvironment.States"/>
    [Between(1, 256)] public int States { get; init; } = 4;

    /// <inheritdoc cref="LqrEnvironment.Actions"/>
    [Between(1, 256)] public int Actions { get; init; } = 2;

    /// <inheritdoc cref="LqrEnvironment.Types"/>
    [AtLeast(1)] public int Types { get; init; } = 2;

    /// <inheritdoc cref="LqrEnvironment.EpsilonA"/>
    [AtLeast(0)] public double EpsilonA { get; init; } = 0.1;

    /// <inheritdoc cref="LqrEnvironment.EpsilonB"/>
    [AtLeast(0)] public double EpsilonB { get; init; } = 0.1;

    /// <inheritdoc cref="LqrEnvironment.ActionLimit"/>
    [AtLeast(0, Exclusive = true)] public double ActionLimit { get; init; } = 3;

    /// <inheritdoc cref="LqrEnvironment.Seed"/>
    [AtLeast(0)] public long Seed { get; init; }

    /// <summary>The content of the file as built from: other processes and resumed runs need no file, and see no other.</summary>
    [JsonInclude] internal string? Content { get; init; }

    /// <summary>The size of drawn systems; the size of a file has limits of its own.</summary>
    EnvironmentSize? IEnvironmentFamily.Size => Path.Length == 0 ? ((IEnvironmentFamily)Drawn).Size : null;

    /// <inheritdoc/>
    public EnvironmentTypes Build(double? discount)
    {
        if (Path.Length == 0) return Drawn.Build(discount);
        if (Drawn != new LqrEnvironment { ActionLimit = ActionLimit })
            throw new SpecificationException("environment.path", "a path beside keys of drawn systems", "path and action-limit alone");
        var (systems, content) = Content is null ? LqrFile.Read(Path) : LqrFile.Parse(Content);
        return LqrEnvironment.Of(systems, discount, ActionLimit).BuiltBy(this with { Content = content });
    }

    private LqrEnvironment Drawn => new()
    {
        States = States,
        Actions = Actions,
        Types = Types,
        EpsilonA = EpsilonA,
        EpsilonB = EpsilonB,
        ActionLimit = ActionLimit,
        Seed = Seed,
    };
}
