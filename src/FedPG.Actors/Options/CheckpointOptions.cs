using FedPG.Options;

namespace FedPG.Actors.Options;

/// <summary>When a run's state is saved so that the run can be resumed. None of these options changes a result.</summary>
public sealed record CheckpointOptions
{
    /// <summary>The number of rounds between two checkpoints.</summary>
    [AtLeast(1)] public int Every { get; init; } = 100;

    /// <summary>
    /// The least wall-clock time between two checkpoints: work that takes less time to repeat is not worth saving. Null = no minimum. An
    /// interrupted run always saves a checkpoint.
    /// </summary>
    [AbsentAs("off")]
    [PositiveDuration]
    public TimeSpan? Interval { get; init; } = TimeSpan.FromSeconds(5);
}
