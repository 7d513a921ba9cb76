using FedPG.Actors.Options;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Specification;

/// <summary>All settings of one run, as under <c>fedpg</c> in an experiment file. Immutable.</summary>
public sealed record RunSettings
{
    /// <summary>R: averaging rounds.</summary>
    [AtLeast(1)] public int Rounds { get; init; } = 1000;

    /// <summary>The total number of an agent's local steps, or null. If set, R is this divided by H, so that all points of a sweep over H
    /// use equally many samples.</summary>
    [AbsentAs("none")]
    [AtLeast(1)]
    public long? LocalBudget { get; init; }

    /// <summary>γ, or null for the environment's own.</summary>
    [AbsentAs("from-environment")]
    [Between(0, 1, Exclusive = true, IncludesMaximum = true)]
    public double? Discount { get; init; }

    /// <summary>M, the number of agents.</summary>
    [AtLeast(1)] public int Agents { get; init; } = 2;

    /// <summary>The family of environments and its settings.</summary>
    public required IEnvironmentFamily Environment { get; init; }

    /// <summary>The name of the algorithm in the catalogue.</summary>
    public string Algorithm { get; init; } = "s-fedpg";

    /// <summary>The options of algorithms that extensions have added to the catalogue.</summary>
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

    /// <summary>What is recorded in addition to the scores.</summary>
    public DiagnosticsOptions Diagnostics { get; init; } = new();

    /// <summary>Checkpoints.</summary>
    public CheckpointOptions Checkpoint { get; init; } = new();

    /// <summary>Execution.</summary>
    public RuntimeOptions Runtime { get; init; } = new();

    /// <summary>The specification of a federation with these settings: everything that determines the bits of its result.</summary>
    /// <param name="environments">The environments built from <see cref="Environment"/> and <see cref="Discount"/>.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="catalogue">Resolves the names in the settings; <see cref="FederationCatalogue.Default"/> if null.</param>
    public FederationSpecification ToFederation(
        EnvironmentTypes environments, long seed = 0, FederationCatalogue? catalogue = null) => new()
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
            Byzantine = Faults.Byzantine with { Extensions = ExtensionOptions.None },
            Optimizer = Server.Optimizer,
            Mode = Server.Mode,
            Extensions = ExtensionOptions.Of(
        [
            .. Extensions.All, .. Server.Extensions.All, .. Server.Optimizers.All, .. Server.Modes.All, .. Faults.Byzantine.Extensions.All,
        ]),
            Participation = (catalogue ?? FederationCatalogue.Default).CreateParticipation(Server, Faults),
            EdgeSize = Runtime.EdgeSize,
        };
}
