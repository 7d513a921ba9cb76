using System.Collections.Immutable;
using FedPG.Checkpoints;
using FedPG.Experiments.Files;
using FedPG.Experiments.Records;
using FedPG.Federation;

namespace FedPG.Experiments.Execution;

/// <summary>The files that a run appends to: scores, timings and, if enabled, diagnostics.</summary>
internal sealed class RunFiles : IDisposable
{
    private const int FlushedEvery = 5_000; // Milliseconds.

    private readonly string _folder;
    private readonly RoundsFile _rounds;
    private readonly TimingsFile _timings;
    private readonly RunDiagnostics? _diagnostics;
    private readonly Dictionary<string, long> _taken = [];
    private long _flushed = Environment.TickCount64;

    private RunFiles(string folder, RoundsFile rounds, TimingsFile timings, RunDiagnostics? diagnostics) =>
        (_folder, _rounds, _timings, _diagnostics) = (folder, rounds, timings, diagnostics);

    /// <summary>Creates the files.</summary>
    public static RunFiles Create(string folder, PlannedRun run) => new(
        folder,
        RoundsFile.Create(Path.Combine(folder, RoundsFile.FileName)),
        TimingsFile.Create(Path.Combine(folder, TimingsFile.FileName)),
        RunDiagnostics.Start(run, () => DiagnosticsFile.Create(Path.Combine(folder, DiagnosticsFile.FileName))));

    /// <summary>Restores the files as they were at a checkpoint, and discards later rows.</summary>
    public static RunFiles Restore(string folder, PlannedRun run, StoredRun stored)
    {
        int last = stored.Last.State.Round;
        var closing = stored.Last.Closing.Where(_ => last == run.Federation.Rounds)
            .ToDictionary(record => record.File, record => record.Text);
        foreach (var (name, text) in stored.Files)
        {
            byte[] whole = [.. text.Span, .. closing.GetValueOrDefault(name).Span];
            AtomicFile.WriteBytes(Path.Combine(folder, name), whole);
        }

        var files = new RunFiles(
            folder,
            RoundsFile.Continue(Path.Combine(folder, RoundsFile.FileName), last),
            TimingsFile.Continue(Path.Combine(folder, TimingsFile.FileName), last),
            RunDiagnostics.Start(run, () => DiagnosticsFile.Continue(Path.Combine(folder, DiagnosticsFile.FileName), last)));
        foreach (var (name, text) in stored.Files) files._taken[name] = text.Length;
        return files;
    }

    /// <summary>Appends a scored round.</summary>
    public void Append(RoundReport report, TimingRow timing)
    {
        _rounds.Append(report);
        _diagnostics?.Append(report);
        _timings.Append(timing);

        // A report of a running experiment sees what is on the disk.
        if (Environment.TickCount64 - _flushed < FlushedEvery) return;
        Flush();
        _flushed = Environment.TickCount64;
    }

    /// <summary>Flushes the files and returns the bytes appended since the last call.</summary>
    public ImmutableArray<RecordedText> TakeAppended()
    {
        Flush();
        string[] names = [RoundsFile.FileName, TimingsFile.FileName, .. _diagnostics is null ? (string[])[] : [DiagnosticsFile.FileName]];
        return [.. names.Select(Take)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rounds.Dispose();
        _timings.Dispose();
        _diagnostics?.Dispose();
    }

    private void Flush()
    {
        _rounds.Flush();
        _timings.Flush();
        _diagnostics?.Flush();
    }

    private RecordedText Take(string name)
    {
        using var file = new FileStream(Path.Combine(_folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        file.Position = _taken.GetValueOrDefault(name);
        byte[] text = GC.AllocateUninitializedArray<byte>(checked((int)(file.Length - file.Position)));
        file.ReadExactly(text);
        _taken[name] = file.Position;
        return new RecordedText(name, text);
    }
}
