using System.Collections.Immutable;
using FedPG.Federation;

namespace FedPG.Checkpoints;

/// <summary>A run's state and what the run has written since the previous checkpoint: all checkpoints of a run together hold its complete
/// files.</summary>
public sealed record RunCheckpoint
{
    /// <summary>A fingerprint of everything that determines the run's bits: a run never continues from a checkpoint of different
    /// settings.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The federation's state.</summary>
    public required FederationState State { get; init; }

    /// <summary>The run's counters so far.</summary>
    public RoundTotals Totals { get; init; }

    /// <summary>The best scored round of the run so far, apart from one that is scored only because the run ends there. Null if it is
    /// that of the previous checkpoint; a loaded run has it.</summary>
    public BestRound? Best { get; init; }

    /// <summary>The run's wall-clock time so far, in seconds.</summary>
    public double ElapsedSeconds { get; init; }

    /// <summary>The text appended to the run's files since the previous checkpoint.</summary>
    public ImmutableArray<RecordedText> Records { get; init; } = [];

    /// <summary>The text to append if the run ends with this state; left out if the run is extended by more rounds.</summary>
    public ImmutableArray<RecordedText> Closing { get; init; } = [];
}

/// <summary>Text that was appended to a file.</summary>
/// <param name="File">The file's name in the run's folder.</param>
/// <param name="Text">The text, UTF-8.</param>
public readonly record struct RecordedText(string File, ReadOnlyMemory<byte> Text);

/// <summary>A run as loaded from a store.</summary>
/// <param name="Last">The last checkpoint.</param>
/// <param name="Files">The text of the run's files at that moment, UTF-8, by name, without the closing text.</param>
public sealed record StoredRun(RunCheckpoint Last, ImmutableDictionary<string, ReadOnlyMemory<byte>> Files);
