using FedPG.Options;

namespace FedPG.Actors.Options;

/// <summary>Whom the server asks each round and when it closes one.</summary>
public sealed record ServerOptions
{
    /// <summary>How updates become one: a name from the aggregator catalogue.</summary>
    public string Aggregator { get; init; } = "mean";

    /// <summary>Fraction of the agents asked each round.</summary>
    [Only("1")] public double Participation { get; init; } = 1;

    /// <summary>A round closes when this fraction of the asked, less those known to be gone, has reported.</summary>
    [Only("1")] public double Quorum { get; init; } = 1;

    /// <summary>The simulated second at which a round closes at the latest, or <c>none</c>.</summary>
    [Only("none")] public string Deadline { get; init; } = "none";

    /// <summary>What becomes of an update that comes after its round has closed.</summary>
    [Only("discard")] public LateUpdates LateUpdates { get; init; } = LateUpdates.Discard;
}

/// <summary>What becomes of an update that comes after its round has closed.</summary>
public enum LateUpdates
{
    /// <summary>It is counted and dropped.</summary>
    Discard,

    /// <summary>It joins the average of the next round.</summary>
    NextRound,
}
