using FedPG.Actors.Options;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Specification;

/// <summary>Every setting of one run, as it stands under <c>fedpg</c> in an experiment file. Immutable.</summary>
public sealed record RunSettings
{
    /// <summary>R: averaging rounds.</summary>
    [AtLeast(1)] public int Rounds { get; init; } = 1000;

    /// <summary>An agent's local steps in all rounds together, or null: then R is this by H instead, so that a sweep over H has equal
    /// samples.</summary>
    [AbsentAs("none")]
    [AtLeast(1)]
    public long? LocalBudget { get; init; }

    /// <summary>γ, or null for the environment's own.</summary>
    [AbsentAs("from-environment")]
    [Between(0, 1, Exclusive = true)]
    public double? Discount { get; init; }

    /// <summary>M: how many agents.</summary>
    [AtLeast(1)] public int Agents { get; init; } = 2;

    /// <summary>The family of environments and its settings.</summary>
    public required IEnvironmentDefinition Environment { get; init; }

    /// <summary>The name that the algorithm has in the catalogue.</summary>
    public string Algorithm { get; init; } = "s-fedpg";

    /// <summary>The options of algorithms that a program has added to the catalogue.</summary>
    [ExtensionPoint(ExtensionKind.Algorithm)] public ExtensionOptions Extensions { get; init; } = ExtensionOptions.None;

    /// <summary>Local training.</summary>
    public LocalOptions Local { get; init; } = new();

    /// <summary>Entropy regularisation.</summary>
    public EntropyOptions Entropy { get; init; } = new();

    /// <summary>FedQ.</summary>
    public QLearningOptions QLearning { get; init; } = new();

    /// <summary>The policy.</summary>
    public PolicyOptions Policy { get; init; } = new();

    /// <summary>The server's rounds.</summary>
    public ServerOptions Server { get; init; } = new();

    /// <summary>Simulated faults.</summary>
    public FaultOptions Faults { get; init; } = new();

    /// <summary>Scoring.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>What is recorded beside the scores.</summary>
    public DiagnosticsOptions Diagnostics { get; init; } = new();

    /// <summary>Checkpoints.</summary>
    public CheckpointOptions Checkpoint { get; init; } = new();

    /// <summary>Execution.</summary>
    public RuntimeOptions Runtime { get; init; } = new();

    /// <summary>What decides the bits of a run with these settings.</summary>
    /// <param name="environments">The environments built from <see cref="Environment"/> and <see cref="Discount"/>.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="catalogue">What the names in the settings stand for; <see cref="FederationCatalogue.Default"/> when null.</param>
    public FederationSpecification ToFederation(EnvironmentSet environments, long seed = 0, FederationCatalogue? catalogue = null) => new()
    {
        Environments = environments,
        Agents = Agents,
        Rounds = Rounds,
        Seed = seed,
        Algorithm = Algorithm,
        Local = Local,
        Entropy = Entropy,
        QLearning = QLearning,
        Policy = Policy,
        Evaluation = Evaluation,
        Aggregator = Server.Aggregator,
        Extensions = ExtensionOptions.Of(Extensions.All.Concat(Server.Extensions.All)),
        Participation = (catalogue ?? FederationCatalogue.Default).CreateParticipation(Server, Faults),
        EdgeSize = Runtime.EdgeSize,
    };
}
