using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using FedPG.Checkpoints;
using FedPG.Control;
using FedPG.Experiments.Files;
using FedPG.Experiments.Records;
using FedPG.Federation;

namespace FedPG.Experiments.Execution;

/// <summary>
/// The files that a run appends to: scores, timings and, if enabled, diagnostics and agents. A clock flushes them, not the next row:
/// readers of a running experiment see a row soon after its round, however long the next round takes.
/// </summary>
internal sealed class RunFiles : IDisposable
{
    /// <summary>The time between two flushes.</summary>
    internal static readonly TimeSpan FlushPeriod = TimeSpan.FromMilliseconds(500);

    private static readonly string[] Names =
        [RoundsFile.FileName, TimingsFile.FileName, DiagnosticsFile.FileName, AgentsFile.FileName];

    private readonly string _folder;
    private readonly RoundsFile _rounds;
    private readonly TimingsFile _timings;
    private readonly RunDiagnostics? _diagnostics;
    private readonly RunAgents? _agents;
    private readonly Dictionary<string, long> _taken = [];
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private Exception? _failure;
    private bool _isFlushMissed;
    private bool _isDisposed;

    private RunFiles(
        string folder, RoundsFile rounds, TimingsFile timings, RunDiagnostics? diagnostics, RunAgents? agents, TimeProvider clock)
    {
        (_folder, _rounds, _timings, _diagnostics, _agents) = (folder, rounds, timings, diagnostics, agents);
        _timer = clock.CreateTimer(_ => FlushOnTime(), state: null, FlushPeriod, FlushPeriod);
    }

    /// <summary>Creates the files.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">The run.</param>
    /// <param name="clock">Measures <see cref="FlushPeriod"/>.</param>
    public static RunFiles Create(string folder, PlannedRun run, TimeProvider clock) => new(
        folder,
        RoundsFile.Create(Path.Combine(folder, RoundsFile.FileName), IsSampled(run)),
        TimingsFile.Create(Path.Combine(folder, TimingsFile.FileName)),
        RunDiagnostics.Start(run, () => DiagnosticsFile.Create(Path.Combine(folder, DiagnosticsFile.FileName))),
        RunAgents.Start(run, () => AgentsFile.Create(Path.Combine(folder, AgentsFile.FileName))),
        clock);

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
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">The run.</param>
    /// <param name="stored">Its checkpoints.</param>
    /// <param name="clock">Measures <see cref="FlushPeriod"/>.</param>
    public static RunFiles Restore(string folder, PlannedRun run, StoredRun stored, TimeProvider clock)
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
            RunAgents.Start(run, () => AgentsFile.Continue(Path.Combine(folder, AgentsFile.FileName), last)),
            clock);
        foreach (var (name, text) in stored.Files) files._taken[name] = text.Length;
        return files;
    }

    /// <summary>Announces the outcome of a round before the round is scored.</summary>
    /// <param name="before">The state before the round.</param>
    /// <param name="outcome">The outcome.</param>
    public void Expect(FederationState before, RoundOutcome outcome) => _agents?.Expect(before, outcome);

    /// <summary>Appends a scored round.</summary>
    /// <exception cref="IOException">The round, or an earlier one, could not be written.</exception>
    public void Append(RoundReport report, TimingRow timing)
    {
        lock (_lock)
        {
            ThrowIfFailed();
            _rounds.Append(report);
            _diagnostics?.Append(report);
            _agents?.Append(report);
            _timings.Append(timing);
            if (!_isFlushMissed) return;
            Flush();
        }
    }

    /// <summary>Flushes the files and returns the bytes appended since the last call.</summary>
    public ImmutableArray<RecordedText> TakeAppended()
    {
        lock (_lock)
        {
            ThrowIfFailed();
            Flush();
        }

        var names = new List<string> { RoundsFile.FileName, TimingsFile.FileName };
        if (_diagnostics is not null) names.Add(DiagnosticsFile.FileName);
        if (_agents is not null) names.Add(AgentsFile.FileName);
        return [.. names.Select(Take)];
    }

    private static bool IsSampled(PlannedRun run) => run.Federation.Environments is ControlEnvironments;

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _isDisposed = true;
            using (_agents)
            using (_diagnostics)
            using (_timings)
            using (_rounds)
            {
            }
        }
    }

    /// <summary>Called by the timer. Does not wait for a row: rows of agents may take longer than the period.</summary>
    private void FlushOnTime()
    {
        if (!_lock.TryEnter())
        {
            _isFlushMissed = true;
            return;
        }

        try
        {
            if (!_isDisposed && _failure is null) Flush();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nobody awaits a timer: the next row reports the failure.
            _failure = error;
        }
        finally
        {
            _lock.Exit();
        }
    }

    private void ThrowIfFailed()
    {
        if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
    }

    private void Flush()
    {
        _isFlushMissed = false;
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
