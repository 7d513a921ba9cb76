namespace FedPG.Options;

/// <summary>Local trainings that crash in a local step. The supervisor restarts the agent, up to a limit.</summary>
public sealed record CrashOptions
{
    /// <summary>Probability of a crash per local training; a retry may crash again.</summary>
    [Between(0, 0.99)] public double Probability { get; init; }

    /// <summary>What follows a crash.</summary>
    public CrashRecovery Recovery { get; init; } = CrashRecovery.Retry;

    /// <summary>The largest number of restarts within <see cref="Within"/>; after one more crash the agent is gone for good.</summary>
    [AtLeast(0)] public int MaxRestarts { get; init; } = 10;

    /// <summary>The period of simulated time over which restarts are counted.</summary>
    [PositiveDuration(IsSimulated = true)] public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(60);

    internal bool IsOn => Probability > 0;
}

/// <summary>What follows a crashed local training.</summary>
public enum CrashRecovery
{
    /// <summary>The training is repeated, with the same bits.</summary>
    Retry,

    /// <summary>The agent has no update in this round.</summary>
    LoseRound,
}
