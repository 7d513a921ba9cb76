using System.Globalization;
using FedPG.Algorithms;
using FedPG.Experiments.Records;
using FedPG.Federation;

namespace FedPG.Experiments.Execution;

/// <summary>
/// The records of single agents, if <c>diagnostics.agents-every</c> is set. The updates of a recorded round are trained again here, by the
/// reader of the run: a run sends and keeps only their aggregate.
/// </summary>
internal sealed class RunAgents : IDisposable
{
    /// <summary>The most rows of a run: some hundred megabytes, which checkpoints hold as well.</summary>
    private const long MostRows = 5_000_000;

    private const string Key = "fedpg.diagnostics.agents-every";

    private readonly AgentsFile _file;
    private readonly FederationSpecification _federation;
    private readonly RoundReplay _replay;
    private readonly int _every;
    private readonly Queue<(FederationState Before, RoundOutcome Outcome)> _unscored = [];

    private RunAgents(AgentsFile file, PlannedRun run, int every)
    {
        (_file, _federation, _every) = (file, run.Federation, every);
        _replay = new RoundReplay(run.Federation, run.Algorithm, run.Catalogue.CreateAggregator(run.Federation, run.Algorithm));
    }

    /// <summary>Starts the record; null if it is off.</summary>
    /// <param name="run">The run.</param>
    /// <param name="open">Opens the file.</param>
    public static RunAgents? Start(PlannedRun run, Func<AgentsFile> open) =>
        run.Run.Settings.Diagnostics.AgentsEvery is { } every ? new RunAgents(open(), run, every) : null;

    /// <summary>Refuses the record where it has no meaning, where its rounds are not scored, and where it is too large.</summary>
    public static void Check(PlannedRun run)
    {
        if (run.Run.Settings.Diagnostics.AgentsEvery is not { } every) return;
        var federation = run.Federation;
        string place = $"run '{run.Run.Run}': {Key}", number = Text(every);
        if (!run.Algorithm.IsFederated || run.Algorithm.Policies > 1)
            throw new SpecificationException(
                place, $"{number} with {run.Algorithm.Name}", "none, or an algorithm whose agents have a common policy");
        if (every % federation.Evaluation.Every != 0)
            throw new SpecificationException(
                place, $"{number} with evaluation.every = {Text(federation.Evaluation.Every)}", "none or a multiple of evaluation.every");
        long rows = (federation.Rounds / every + 1L) * federation.Agents;
        if (rows > MostRows)
            throw new SpecificationException(
                place, $"{number}, which makes {Text(rows)} rows of agents.csv", $"none, or at most {Text(MostRows)} rows for a run");
    }

    /// <summary>Keeps what a recorded round is trained again from, until the round is scored.</summary>
    /// <param name="before">The state before the round.</param>
    /// <param name="outcome">The outcome of the round.</param>
    public void Expect(FederationState before, RoundOutcome outcome)
    {
        if (outcome.Round % _every == 0) _unscored.Enqueue((before, outcome));
    }

    /// <summary>Appends one row per agent if the round is a recorded one.</summary>
    public void Append(RoundReport report)
    {
        if (report.Round % _every != 0) return;
        using var updates = Updates(report.Round).GetEnumerator();
        bool hasNext = updates.MoveNext();
        for (int agent = 0; agent < _federation.Agents; agent++)
        {
            double objective = report.PerEnvironment[_federation.Environments.TypeOf(agent, _federation.Agents)];
            bool isOwn = hasNext && updates.Current.Agent == agent;
            _file.Append(report.Round, agent, objective, isOwn ? updates.Current : null);
            if (isOwn) hasNext = updates.MoveNext();
        }
    }

    /// <summary>Hands the buffered rows to the operating system.</summary>
    public void Flush() => _file.Flush();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>The updates of a round; before the first one there are none.</summary>
    private IEnumerable<AgentUpdate> Updates(int round)
    {
        if (round == 0) return [];
        var (before, outcome) = _unscored.Dequeue();
        return _replay.Updates(before, outcome);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
