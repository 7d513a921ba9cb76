namespace FedPG.Options;

/// <summary>Whom the server asks each round and when it closes one.</summary>
public sealed record ServerOptions
{
    /// <summary>How updates become one: the name that an aggregator has in the catalogue.</summary>
    public string Aggregator { get; init; } = "mean";

    /// <summary>The options of aggregators that a program has added to the catalogue.</summary>
    [ExtensionPoint(ExtensionKind.Aggregator)] public ExtensionOptions Extensions { get; init; } = ExtensionOptions.None;

    /// <summary>Fraction of the agents asked each round, uniformly without replacement; at least one is.</summary>
    [Fraction] public double Participation { get; init; } = 1;

    /// <summary>A round closes when this fraction of the asked, less those known to be gone, has reported.</summary>
    [Fraction] public double Quorum { get; init; } = 1;

    /// <summary>Simulated seconds after its start at which a round closes at the latest; null is never.</summary>
    [AbsentAs("none")]
    [AtLeast(0, Exclusive = true)]
    public double? Deadline { get; init; }

    /// <summary>What becomes of an update that comes after its round has closed.</summary>
    public LateUpdates LateUpdates { get; init; } = LateUpdates.Discard;

    internal bool AsksEveryone => Participation == 1 && Quorum == 1 && Deadline is null;
}

/// <summary>What becomes of an update that comes after its round has closed.</summary>
public enum LateUpdates
{
    /// <summary>It is counted and dropped; its agent begins the next round with the others.</summary>
    Discard,

    /// <summary>It joins the average of the round in which it arrives, with weight 1/(1 + staleness); its agent is not asked until
    /// then.</summary>
    NextRound,
}
