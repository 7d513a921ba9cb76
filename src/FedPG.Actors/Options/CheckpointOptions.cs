using FedPG.Options;

namespace FedPG.Actors.Options;

/// <summary>When a run's state is saved so that it can be resumed.</summary>
public sealed record CheckpointOptions
{
    /// <summary>Rounds between two checkpoints.</summary>
    [Only("100")] public int Every { get; init; } = 100;
}
