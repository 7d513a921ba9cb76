using FedPG.Options;

namespace FedPG.Actors.Options;

/// <summary>The simulated faults, all off by default; each is drawn from a stream keyed by seed, round and agent.</summary>
public sealed record FaultOptions
{
    /// <summary>Agents that leave and come back.</summary>
    public DropoutOptions Dropout { get; init; } = new();

    /// <summary>Local trainings that fail.</summary>
    public CrashOptions Crash { get; init; } = new();

    /// <summary>Agents that are slow.</summary>
    public StragglerOptions Straggler { get; init; } = new();

    /// <summary>Messages that are lost, doubled or overtaken.</summary>
    public NetworkOptions Network { get; init; } = new();
}

/// <summary>Agents that leave for some rounds.</summary>
public sealed record DropoutOptions
{
    /// <summary>Probability of leaving, per agent and round.</summary>
    [Only("0")] public double Probability { get; init; }

    /// <summary>Mean length of an absence in rounds, geometric.</summary>
    [Only("1")] public double MeanAbsence { get; init; } = 1;
}

/// <summary>Local trainings that fail.</summary>
public sealed record CrashOptions
{
    /// <summary>Probability of failing, per local training.</summary>
    [Only("0")] public double Probability { get; init; }

    /// <summary>What follows a failure.</summary>
    [Only("retry")] public CrashRecovery Recovery { get; init; } = CrashRecovery.Retry;

    /// <summary>How many restarts within <see cref="Within"/> before the agent is given up.</summary>
    [Only("10")] public int MaxRestarts { get; init; } = 10;

    /// <summary>The time that restarts are counted over.</summary>
    [Only("60s")] public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>What follows a failed local training.</summary>
public enum CrashRecovery
{
    /// <summary>The training is done again.</summary>
    Retry,

    /// <summary>The agent has no update in this round.</summary>
    LoseRound,
}

/// <summary>Agents that are slow, in simulated time; a local step takes one simulated second at slowness 1.</summary>
public sealed record StragglerOptions
{
    /// <summary>σ of an agent's lognormal slowness.</summary>
    [Only("0")] public double SpeedSpread { get; init; }

    /// <summary>Probability of a delay, per agent and round.</summary>
    [Only("0")] public double DelayProbability { get; init; }

    /// <summary>Mean delay in simulated seconds, exponential.</summary>
    [Only("1")] public double MeanDelay { get; init; } = 1;
}

/// <summary>An unreliable network; the protocol repairs it, so it never changes a result.</summary>
public sealed record NetworkOptions
{
    /// <summary>Probability that a message is lost.</summary>
    [Only("0")] public double Loss { get; init; }

    /// <summary>Probability that a message comes twice.</summary>
    [Only("0")] public double Duplication { get; init; }

    /// <summary>Probability that a message is overtaken by the next.</summary>
    [Only("0")] public double Reordering { get; init; }
}
