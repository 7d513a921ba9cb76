using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using FedPG.Actors.Cluster;
using FedPG.Experiments.Execution;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;
using FedPG.Experiments.Text;
using FedPG.Federation;

namespace FedPG.Tool.Output;

/// <summary>Counters of the runs' progress, which displays poll.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="resuming">The command line that continues it.</param>
/// <param name="time">The time of day, and the clock of speeds; the system's if null.</param>
internal sealed class RunProgress(ExperimentSpecification experiment, string resuming, TimeProvider? time = null) : IExperimentObserver
{
    private readonly ConcurrentDictionary<RunSpecification, (int Round, double Objective, long Steps)> _state =
        new(ReferenceEqualityComparer.Instance);

    // What an earlier execution had done, so that speeds and estimates are those of this process.
    private readonly ConcurrentDictionary<RunSpecification, (int Round, long Steps)> _start = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<RunSpecification, bool> _running = new(ReferenceEqualityComparer.Instance);

    private readonly ConcurrentQueue<RunSummary> _ended = new();
    private readonly ConcurrentQueue<RunSpecification> _begun = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private int _endedInAll;
    private int _isEnding;
    private readonly List<NodeShare> _nodes = [];
    private bool _hasCluster;
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly long _begin = (time ?? TimeProvider.System).GetTimestamp();
    private string? _waiting;
    private bool _hasBegun;

    // Displays poll several times per second, experiments may have 100,000 runs.
    private readonly Dictionary<string, RunSpecification[]> _variants =
        experiment.Runs.GroupBy(run => run.Variant).ToDictionary(variant => variant.Key, variant => variant.ToArray());

    private readonly long _rounds = experiment.Runs.Sum(run => (long)run.Settings.Rounds);

    /// <summary>The variants in the experiment's order.</summary>
    public IReadOnlyList<string> Variants { get; } = [.. experiment.Runs.Select(run => run.Variant).Distinct()];

    // Summaries name their runs.
    private readonly Dictionary<string, (RunSpecification Run, int Index)> _runs =
        experiment.Runs.Index().ToDictionary(run => run.Item.Run, run => (run.Item, run.Index));

    public void RoundScored(RunSpecification run, RoundReport report, long environmentSteps)
    {
        if (!_start.ContainsKey(run)) _start[run] = (report.Round, environmentSteps);
        _state[run] = (report.Round, report.Objective, environmentSteps);
    }

    public void RunBegan(RunSpecification run)
    {
        (_waiting, _hasBegun) = (null, true);
        _running[run] = true;
        _begun.Enqueue(run);
    }

    public void RunFound(RunSummary summary)
    {
        var run = _runs[summary.Run].Run;
        _start[run] = (summary.Rounds, summary.EnvironmentSteps);
        _state[run] = (summary.Rounds, summary.Objective, summary.EnvironmentSteps);
        Interlocked.Increment(ref _endedInAll);
    }

    public void Damaged(RunSpecification run, string file) =>
        Print($"{run.Run}: {file} is missing or was changed; the run is restored or repeated");

    public void RunEnded(RunSummary summary)
    {
        Interlocked.Increment(ref _endedInAll);
        _running.TryRemove(_runs[summary.Run].Run, out _);
        _ended.Enqueue(summary);
    }

    /// <summary>Reports the first error immediately: leaving a cluster takes a second.</summary>
    public void Ending(Exception error)
    {
        if (Interlocked.Exchange(ref _isEnding, 1) == 0) ErrorLine.Write($"{error.Message}; to continue: {resuming}");
        ErrorLine.MarkSaid(error);
    }

    public void Waiting(string what)
    {
        _waiting = what;
        Print($"waiting {what}");
    }

    /// <summary>Why no agent trains now, in words; null if agents can train.</summary>
    public string? Obstacle
    {
        get
        {
            if (_waiting is { } what) return $"waiting {what}";
            if (!_hasBegun) return "no run has begun";
            lock (_nodes) return _hasCluster && !_nodes.Any(node => node.IsReachable) ? "no node of the cluster answers" : null;
        }
    }

    /// <summary>A line to print, from any source.</summary>
    public void Print(string line) => _lines.Enqueue(line);

    /// <summary>Records the nodes that have joined, left or got a different number of edges.</summary>
    public void NodesChanged(ImmutableArray<NodeShare> nodes)
    {
        lock (_nodes)
        {
            foreach (var node in nodes.Where(node => !_nodes.Contains(node))) _lines.Enqueue(Text(node));
            var left = _nodes.Where(node => nodes.All(other => other.Address != node.Address));
            foreach (var node in left) _lines.Enqueue($"node {node.Address} has left");
            _nodes.Clear();
            _nodes.AddRange(nodes);
            _hasCluster = true;
        }
    }

    /// <summary>The news of the cluster since the last call.</summary>
    public IEnumerable<string> TakeLines()
    {
        while (_lines.TryDequeue(out string? line)) yield return line;
    }

    private static string Text(NodeShare node) => string.Create(
        CultureInfo.InvariantCulture,
        $"node {node.Address}: {node.Cores} {(node.Cores == 1 ? "core" : "cores")}, "
        + $"{node.Edges} {(node.Edges == 1 ? "edge" : "edges")}{(node.IsReachable ? "" : ", does not answer")}");

    /// <summary>All runs.</summary>
    public int Runs => experiment.Runs.Length;

    /// <summary>Runs that have ended.</summary>
    public int Ended => Volatile.Read(ref _endedInAll);

    /// <summary>Rounds of all runs that have been scored, and rounds of all runs.</summary>
    public (long Scored, long All) Rounds => (_state.Sum(run => (long)run.Value.Round), _rounds);

    /// <summary>Runs that began since the last call.</summary>
    public IEnumerable<RunSpecification> TakeBegun()
    {
        while (_begun.TryDequeue(out var run)) yield return run;
    }

    /// <summary>Runs that ended since the last call.</summary>
    public IEnumerable<RunSummary> TakeEnded()
    {
        while (_ended.TryDequeue(out var summary)) yield return summary;
    }

    /// <summary>A variant's rounds so far and in total, and its current objective.</summary>
    public (long Rounds, long Total, string Objective) Of(string variant)
    {
        var runs = _variants[variant];
        var begun = runs.Where(_state.ContainsKey).Select(run => _state[run]).ToList();
        string objective = begun.Count == 0 ? "" : NumberText.Value(begun.Average(state => state.Objective));
        return (begun.Sum(state => (long)state.Round), runs.Sum(run => (long)run.Settings.Rounds), objective);
    }

    /// <summary>Environment steps per second of all runs together since the beginning.</summary>
    public string Speed() => NumberText.Speed(StepsPerSecond);

    /// <summary>The state now.</summary>
    public ExperimentStatus Status()
    {
        var (done, all) = Rounds;
        double elapsed = _time.GetElapsedTime(_begin).TotalSeconds;
        long own = done - _start.Sum(run => (long)run.Value.Round);
        return new ExperimentStatus
        {
            Experiment = experiment.Name,
            Phase = Ended == Runs ? ExperimentPhase.Reporting
                : _hasBegun ? ExperimentPhase.Training : ExperimentPhase.Waiting,
            Waiting = _waiting,
            Time = Rounded(_time.GetUtcNow()),
            ElapsedSeconds = Math.Round(elapsed, 3),
            RemainingSeconds = own > 0 ? Math.Round(elapsed * (all - done) / own, 1) : null,
            Runs = Runs,
            RunsEnded = Ended,
            Rounds = all,
            RoundsDone = done,
            EnvironmentStepsPerSecond = Math.Round(StepsPerSecond),
            Running = [.. _running.Keys.OrderBy(run => _runs[run.Run].Index).Select(Of)],
            Nodes = NodesNow(),
        };
    }

    private double StepsPerSecond
    {
        get
        {
            double steps = _state.Sum(run => (double)run.Value.Steps) - _start.Sum(run => (double)run.Value.Steps);
            return steps / Math.Max(1e-3, _time.GetElapsedTime(_begin).TotalSeconds);
        }
    }

    private RunStatus Of(RunSpecification run) => _state.TryGetValue(run, out var state)
        ? new RunStatus(run.Run, state.Round, run.Settings.Rounds, state.Objective)
        : new RunStatus(run.Run, 0, run.Settings.Rounds, null);

    private ImmutableArray<NodeStatus> NodesNow()
    {
        lock (_nodes) return [.. _nodes.Select(node => new NodeStatus(node.Address, node.Cores, node.Edges, node.IsReachable))];
    }

    /// <summary>Whole milliseconds, as in every other time of the records.</summary>
    private static DateTimeOffset Rounded(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
