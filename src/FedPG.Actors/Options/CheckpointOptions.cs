using FedPG.Options;

namespace FedPG.Actors.Options;

/// <summary>When a run's state is saved so that it can be resumed. Nothing here changes a result.</summary>
public sealed record CheckpointOptions
{
    /// <summary>Rounds between two checkpoints.</summary>
    [AtLeast(1)] public int Every { get; init; } = 100;

    /// <summary>
    /// Wall-clock time that passes at least between two checkpoints: what takes less to repeat is not worth saving. Null is none. An
    /// interruption saves whatever the time.
    /// </summary>
    [AbsentAs("off")]
    [PositiveDuration]
    public TimeSpan? Interval { get; init; } = TimeSpan.FromSeconds(5);
}
