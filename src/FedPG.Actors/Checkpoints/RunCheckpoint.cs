using System.Collections.Immutable;
using FedPG.Federation;

namespace FedPG.Actors.Checkpoints;

/// <summary>A run's state, with what it has written since the checkpoint before: all of them together hold its whole record.</summary>
public sealed record RunCheckpoint
{
    /// <summary>Stands for everything that decides the run's bits: a run does not continue from a checkpoint of other settings.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Where the federation stands.</summary>
    public required FederationState State { get; init; }

    /// <summary>What had been counted.</summary>
    public RoundTotals Totals { get; init; }

    /// <summary>Wall-clock seconds the run had taken.</summary>
    public double ElapsedSeconds { get; init; }

    /// <summary>What was appended to the run's files since the checkpoint before.</summary>
    public ImmutableArray<RecordedText> Records { get; init; } = [];

    /// <summary>What stands after the records if the run ends with this state, and not if it is given more rounds.</summary>
    public ImmutableArray<RecordedText> Closing { get; init; } = [];
}

/// <summary>Text that was appended to a file.</summary>
/// <param name="File">The file's name in the run's folder.</param>
/// <param name="Text">The text, UTF-8.</param>
public readonly record struct RecordedText(string File, ReadOnlyMemory<byte> Text);

/// <summary>What a store holds of a run.</summary>
/// <param name="Last">The last checkpoint.</param>
/// <param name="Files">The text of the run's files at that moment, UTF-8, by name; what closes a run is not in them.</param>
public sealed record StoredRun(RunCheckpoint Last, ImmutableDictionary<string, ReadOnlyMemory<byte>> Files);
