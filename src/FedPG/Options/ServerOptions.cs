namespace FedPG.Options;

/// <summary>
/// The server's rules: how it combines updates, when it moves θ, which agents it asks in a round, and when it closes a round.
/// </summary>
public sealed record ServerOptions
{
    /// <summary>The name, in the catalogue, of the aggregator that combines the updates of a round.</summary>
    public string Aggregator { get; init; } = "mean";

    /// <summary>The options of aggregators.</summary>
    [ExtensionPoint(ExtensionKind.Aggregator)] public ExtensionOptions Extensions { get; init; } = ExtensionOptions.None;

    /// <summary>The name, in the catalogue, of the optimiser that moves θ; <c>none</c> sets θ to the aggregate.</summary>
    public string Optimizer { get; init; } = "none";

    /// <summary>The options of optimisers.</summary>
    [ExtensionPoint(ExtensionKind.Optimizer)] public ExtensionOptions Optimizers { get; init; } = ExtensionOptions.None;

    /// <summary>The name, in the catalogue, of the mode in which the server moves θ; <c>synchronous</c> waits for the agents.</summary>
    public string Mode { get; init; } = Synchronous;

    /// <summary>The options of modes.</summary>
    [ExtensionPoint(ExtensionKind.Mode)] public ExtensionOptions Modes { get; init; } = ExtensionOptions.None;

    /// <summary>Fraction of the agents asked each round, at least one, drawn uniformly without replacement.</summary>
    [Fraction] public double Participation { get; init; } = 1;

    /// <summary>
    /// A round closes when this fraction of the asked agents has reported; those known to have lost the round are not counted.
    /// </summary>
    [Fraction] public double Quorum { get; init; } = 1;

    /// <summary>The longest duration of a round in simulated seconds; null means no deadline.</summary>
    [AbsentAs("none")]
    [AtLeast(0, Exclusive = true)]
    public double? Deadline { get; init; }

    /// <summary>The treatment of an update that arrives after its round has closed.</summary>
    public LateUpdates LateUpdates { get; init; } = LateUpdates.Discard;

    /// <summary>The mode with rounds that wait for the agents.</summary>
    public const string Synchronous = "synchronous";

    internal bool AsksEveryone => Participation == 1 && Quorum == 1 && Deadline is null;
}

/// <summary>The treatment of an update that arrives after its round has closed.</summary>
public enum LateUpdates
{
    /// <summary>The update is tallied as late and discarded; its agent can be asked again in the next round.</summary>
    Discard,

    /// <summary>
    /// The update joins the average of the round in which it arrives, with weight 1/(1 + staleness); its agent is not asked until then.
    /// </summary>
    NextRound,
}
