using System.Collections.Frozen;
using System.Collections.Immutable;

namespace FedPG.Participation;

/// <summary>One round of a schedule: the part of each agent in it, and its tally. Immutable.</summary>
public sealed class RoundAttendance
{
    private readonly ImmutableArray<AgentRound> _agents;
    private readonly FrozenDictionary<int, AgentRound>? _exceptions;

    // The agents in blocks that rounds share, with those that train, in order; see SuccessiveRounds.
    private readonly ImmutableArray<ImmutableArray<AgentRound>> _blocks;
    private readonly ImmutableArray<int> _training;

    private RoundAttendance(int round, int count, ImmutableArray<AgentRound> agents, ImmutableArray<int> pending, RoundTally tally) =>
        (Round, Agents, _agents, Pending, Tally) = (round, count, agents, pending, tally);

    private RoundAttendance(
        int round, int count, ImmutableArray<ImmutableArray<AgentRound>> blocks, ImmutableArray<int> training, ImmutableArray<int> pending,
        RoundTally tally)
        : this(round, count, default, pending, tally) => (_blocks, _training) = (blocks, training);

    private RoundAttendance(int round, int count, FrozenDictionary<int, AgentRound> exceptions)
        : this(round, count, default, [], default) => _exceptions = exceptions;

    /// <summary>The round, from 1.</summary>
    public int Round { get; }

    /// <summary>The number of agents.</summary>
    public int Agents { get; }

    /// <summary>The rounds, up to this one, whose broadcasts later rounds still train from, in order: at most one per agent.</summary>
    public ImmutableArray<int> Pending { get; }

    /// <summary>The tally as far as it is known before any agent has trained.</summary>
    public RoundTally Tally { get; }

    /// <summary>
    /// The state of the schedule after this round, once in <see cref="ScheduleSnapshot.Interval"/> rounds; null in the others, and always
    /// if the schedule cannot be saved.
    /// </summary>
    public ScheduleSnapshot? Snapshot { get; private init; }

    /// <summary>Whether every agent trains from this round's broadcast and its update counts with weight 1.</summary>
    public bool IsEveryone => _agents.IsDefault && _blocks.IsDefault && _exceptions is null;

    /// <summary>The agents that train in the round, in order.</summary>
    internal IEnumerable<int> Training =>
        !_training.IsDefault ? _training : Enumerable.Range(0, Agents).Where(agent => this[agent].Trains);

    /// <summary>The schedule of an agent in the round.</summary>
    public AgentRound this[int agent] =>
        !_agents.IsDefault ? _agents[agent]
        : !_blocks.IsDefault ? SuccessiveRounds.In(_blocks, agent)
        : _exceptions is not null && _exceptions.TryGetValue(agent, out var exception) ? exception
        : AgentRound.Present(Round);

    /// <summary>The weight of an agent's update in the average.</summary>
    public double WeightOf(int agent) => IsEveryone ? 1 : this[agent].Weight;

    /// <summary>A round in which all agents take part.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="agents">The number of agents.</param>
    /// <param name="simulatedSeconds">The simulated time at which the round closes.</param>
    public static RoundAttendance Everyone(int round, int agents, double simulatedSeconds) =>
        new(round, agents, default, [], new RoundTally { Asked = agents, SimulatedSeconds = simulatedSeconds });

    /// <summary>A round with a separate entry for each agent.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="agents">The schedule of each agent, [agents].</param>
    /// <param name="pending">The rounds, up to this one, whose broadcasts later rounds still train from, in order.</param>
    /// <param name="tally">The tally as far as it is known before any agent has trained.</param>
    public static RoundAttendance Of(int round, ImmutableArray<AgentRound> agents, ImmutableArray<int> pending, RoundTally tally) =>
        new(round, agents.Length, agents, pending, tally);

    /// <summary>A round that shares with the round before the blocks of agents in which nothing has changed.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="agents">The schedule of the agents.</param>
    /// <param name="training">The agents that train in the round, in order.</param>
    /// <param name="pending">The rounds, up to this one, whose broadcasts later rounds still train from, in order.</param>
    /// <param name="tally">The tally as far as it is known before any agent has trained.</param>
    internal static RoundAttendance Of(
        int round, SuccessiveRounds agents, ImmutableArray<int> training, ImmutableArray<int> pending, RoundTally tally) =>
        new(round, agents.Agents, agents.Freeze(), training, pending, tally);

    /// <summary>
    /// A round for nodes that only train: all agents take part except those listed. Uses no memory for the other agents and has no tally.
    /// </summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="agents">The number of agents.</param>
    /// <param name="exceptions">The schedule of each agent that does not train from this round's broadcast and count with weight 1.</param>
    public static RoundAttendance Except(int round, int agents, IEnumerable<KeyValuePair<int, AgentRound>> exceptions) =>
        new(round, agents, exceptions.ToFrozenDictionary());

    /// <summary>This round with a snapshot of its schedule.</summary>
    public RoundAttendance With(ScheduleSnapshot snapshot) => _blocks.IsDefault
        ? new(Round, Agents, _agents, Pending, Tally) { Snapshot = snapshot }
        : new(Round, Agents, _blocks, _training, Pending, Tally) { Snapshot = snapshot };

    /// <summary>
    /// The round's attendance in a later phase: the agents whose update counted in the earlier ones. Crashes are not repeated.
    /// </summary>
    /// <param name="refused">The agents whose updates were refused in an earlier phase.</param>
    public RoundAttendance Repeated(IReadOnlyList<int> refused)
    {
        if (IsEveryone && refused.Count == 0) return this;
        var agents = ImmutableArray.CreateBuilder<AgentRound>(Agents);
        for (int agent = 0; agent < Agents; agent++)
        {
            var work = this[agent];
            if (work.Attendance == Attendance.Loses || (work.Attendance == Attendance.Counts && refused.Contains(agent)))
                work = new AgentRound { Attendance = Attendance.Rests, Broadcast = Round };
            agents.Add(work with { Crashes = default, IsLastCrashFatal = false });
        }

        return Of(Round, agents.MoveToImmutable(), Pending, Tally);
    }

    /// <summary>The earlier rounds whose broadcasts this round trains from.</summary>
    public IEnumerable<int> EarlierBroadcasts() => IsEveryone ? [] :
        Listed().Where(agent => agent.Trains && agent.Broadcast < Round).Select(agent => agent.Broadcast).Distinct().Order();

    private IEnumerable<AgentRound> Listed() =>
        !_agents.IsDefault ? _agents : _exceptions is not null ? _exceptions.Values : Training.Select(agent => this[agent]);
}
