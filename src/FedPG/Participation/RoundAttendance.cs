using System.Collections.Frozen;
using System.Collections.Immutable;

namespace FedPG.Participation;

/// <summary>One round of a schedule: what it holds for each agent, and what it took. Immutable.</summary>
public sealed class RoundAttendance
{
    private readonly ImmutableArray<AgentRound> _agents;
    private readonly FrozenDictionary<int, AgentRound>? _exceptions;

    private RoundAttendance(int round, int count, ImmutableArray<AgentRound> agents, int oldestPending, RoundTally tally) =>
        (Round, Agents, _agents, OldestPending, Tally) = (round, count, agents, oldestPending, tally);

    private RoundAttendance(int round, int count, FrozenDictionary<int, AgentRound> exceptions)
        : this(round, count, default, round + 1, default) => _exceptions = exceptions;

    /// <summary>The round, from 1.</summary>
    public int Round { get; }

    /// <summary>How many agents there are.</summary>
    public int Agents { get; }

    /// <summary>The oldest round whose broadcast a later round still trains from; above <see cref="Round"/> when there is none.</summary>
    public int OldestPending { get; }

    /// <summary>What is known of the round before anybody has trained.</summary>
    public RoundTally Tally { get; }

    /// <summary>Whether every agent trains from this round's broadcast and counts with weight 1.</summary>
    public bool IsEveryone => _agents.IsDefault && _exceptions is null;

    /// <summary>What the round holds for an agent.</summary>
    public AgentRound this[int agent] =>
        !_agents.IsDefault ? _agents[agent]
        : _exceptions is not null && _exceptions.TryGetValue(agent, out var exception) ? exception
        : AgentRound.Present(Round);

    /// <summary>What an agent's update weighs.</summary>
    public double WeightOf(int agent) => IsEveryone ? 1 : this[agent].Weight;

    /// <summary>A round that everyone takes part in.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="agents">How many agents there are.</param>
    /// <param name="simulatedSeconds">The simulated time at which it closes.</param>
    public static RoundAttendance Everyone(int round, int agents, double simulatedSeconds) =>
        new(round, agents, default, round + 1, new RoundTally { Asked = agents, SimulatedSeconds = simulatedSeconds });

    /// <summary>A round with something of its own for each agent.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="agents">One for each agent, [agents].</param>
    /// <param name="oldestPending">The oldest round whose broadcast a later round still trains from; above <paramref name="round"/> when
    /// there is none.</param>
    /// <param name="tally">What is known beforehand.</param>
    public static RoundAttendance Of(int round, ImmutableArray<AgentRound> agents, int oldestPending, RoundTally tally) =>
        new(round, agents.Length, agents, oldestPending, tally);

    /// <summary>A round as those who only train have it: all agents take part but some. It takes no memory for the others, and knows no
    /// tally.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="agents">How many agents there are.</param>
    /// <param name="exceptions">What the round holds for the agents that do not simply take part.</param>
    public static RoundAttendance Except(int round, int agents, IEnumerable<KeyValuePair<int, AgentRound>> exceptions) =>
        new(round, agents, exceptions.ToFrozenDictionary());

    /// <summary>The earlier rounds whose broadcasts this round trains from.</summary>
    public IEnumerable<int> EarlierBroadcasts() => IsEveryone ? [] :
        Listed().Where(agent => agent.IsAsked && agent.Broadcast < Round).Select(agent => agent.Broadcast).Distinct().Order();

    private ImmutableArray<AgentRound> Listed() => !_agents.IsDefault ? _agents : _exceptions is not null ? _exceptions.Values : [];
}
