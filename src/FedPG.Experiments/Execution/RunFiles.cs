using System.Collections.Immutable;
using FedPG.Checkpoints;
using FedPG.Control;
using FedPG.Experiments.Files;
using FedPG.Experiments.Records;
using FedPG.Federation;

namespace FedPG.Experiments.Execution;

/// <summary>The files that a run appends to: scores, timings and, if enabled, diagnostics and agents.</summary>
internal sealed class RunFiles : IDisposable
{
    private const int FlushedEvery = 5_000; // Milliseconds.

    private static readonly string[] Names =
        [RoundsFile.FileName, TimingsFile.FileName, DiagnosticsFile.FileName, AgentsFile.FileName];

    private readonly string _folder;
    private readonly RoundsFile _rounds;
    private readonly TimingsFile _timings;
    private readonly RunDiagnostics? _diagnostics;
    private readonly RunAgents? _agents;
    private readonly Dictionary<string, long> _taken = [];
    private long _flushed = Environment.TickCount64;

    private RunFiles(string folder, RoundsFile rounds, TimingsFile timings, RunDiagnostics? diagnostics, RunAgents? agents) =>
        (_folder, _rounds, _timings, _diagnostics, _agents) = (folder, rounds, timings, diagnostics, agents);

    /// <summary>Creates the files.</summary>
    public static RunFiles Create(string folder, PlannedRun run) => new(
        folder,
        RoundsFile.Create(Path.Combine(folder, RoundsFile.FileName), IsSampled(run)),
        TimingsFile.Create(Path.Combine(folder, TimingsFile.FileName)),
        RunDiagnostics.Start(run, () => DiagnosticsFile.Create(Path.Combine(folder, DiagnosticsFile.FileName))),
        RunAgents.Start(run, () => AgentsFile.Create(Path.Combine(folder, AgentsFile.FileName))));

    /// <summary>Refuses checkpoints with files that no run writes: names in a database must not become paths outside the folder.</summary>
    /// <param name="where">The name of the database.</param>
    /// <param name="run">The run.</param>
    /// <param name="stored">Its checkpoints.</param>
    /// <exception cref="SpecificationException">There is another file.</exception>
    public static void Check(string where, PlannedRun run, StoredRun stored)
    {
        if (stored.Files.Keys.FirstOrDefault(name => !Names.Contains(name)) is not { } unknown) return;
        throw new SpecificationException(where, $"the file '{unknown}' of run '{run.Run.Run}'", string.Join(", ", Names));
    }

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
            RoundsFile.Continue(Path.Combine(folder, RoundsFile.FileName), last, IsSampled(run)),
            TimingsFile.Continue(Path.Combine(folder, TimingsFile.FileName), last),
            RunDiagnostics.Start(run, () => DiagnosticsFile.Continue(Path.Combine(folder, DiagnosticsFile.FileName), last)),
            RunAgents.Start(run, () => AgentsFile.Continue(Path.Combine(folder, AgentsFile.FileName), last)));
        foreach (var (name, text) in stored.Files) files._taken[name] = text.Length;
        return files;
    }

    /// <summary>Announces the outcome of a round before the round is scored.</summary>
    /// <param name="before">The state before the round.</param>
    /// <param name="outcome">The outcome.</param>
    public void Expect(FederationState before, RoundOutcome outcome) => _agents?.Expect(before, outcome);

    /// <summary>Appends a scored round.</summary>
    public void Append(RoundReport report, TimingRow timing)
    {
        _rounds.Append(report);
        _diagnostics?.Append(report);
        _agents?.Append(report);
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
        var names = new List<string> { RoundsFile.FileName, TimingsFile.FileName };
        if (_diagnostics is not null) names.Add(DiagnosticsFile.FileName);
        if (_agents is not null) names.Add(AgentsFile.FileName);
        return [.. names.Select(Take)];
    }

    private static bool IsSampled(PlannedRun run) => run.Federation.Environments is ControlEnvironments;

    /// <inheritdoc/>
    public void Dispose()
    {
        _rounds.Dispose();
        _timings.Dispose();
        _diagnostics?.Dispose();
        _agents?.Dispose();
    }

    private void Flush()
    {
        _rounds.Flush();
        _timings.Flush();
        _diagnostics?.Flush();
        _agents?.Flush();
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
