using System.Collections.Immutable;

namespace FedPG.Participation;

/// <summary>One round of a schedule: what it holds for each agent, and what it took. Immutable.</summary>
public sealed class RoundAttendance
{
    private readonly ImmutableArray<AgentRound> _agents;

    private RoundAttendance(int round, int count, ImmutableArray<AgentRound> agents, int oldestPending, RoundTally tally) =>
        (Round, Agents, _agents, OldestPending, Tally) = (round, count, agents, oldestPending, tally);

    /// <summary>The round, from 1.</summary>
    public int Round { get; }

    /// <summary>How many agents there are.</summary>
    public int Agents { get; }

    /// <summary>The oldest round whose broadcast a later round still trains from; above <see cref="Round"/> when there is none.</summary>
    public int OldestPending { get; }

    /// <summary>What is known of the round before anybody has trained.</summary>
    public RoundTally Tally { get; }

    /// <summary>Whether every agent trains from this round's broadcast and counts with weight 1.</summary>
    public bool IsEveryone => _agents.IsDefault;

    /// <summary>What the round holds for an agent.</summary>
    public AgentRound this[int agent] => IsEveryone ? AgentRound.Present(Round) : _agents[agent];

    /// <summary>A round that everyone takes part in.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="agents">How many agents there are.</param>
    /// <param name="simulatedSeconds">The simulated time at which it closes.</param>
    public static RoundAttendance Everyone(int round, int agents, double simulatedSeconds) =>
        new(round, agents, default, round + 1, new RoundTally { Asked = agents, SimulatedSeconds = simulatedSeconds });

    /// <summary>A round with something of its own for each agent.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="agents">One for each agent, [agents].</param>
    /// <param name="oldestPending">The oldest round whose broadcast a later round still trains from; above <paramref name="round"/> when there is none.</param>
    /// <param name="tally">What is known beforehand.</param>
    public static RoundAttendance Of(int round, ImmutableArray<AgentRound> agents, int oldestPending, RoundTally tally) =>
        new(round, agents.Length, agents, oldestPending, tally);

    /// <summary>The earlier rounds whose broadcasts this round trains from.</summary>
    public IEnumerable<int> EarlierBroadcasts() => IsEveryone
        ? []
        : _agents.Where(agent => agent.IsAsked && agent.Broadcast < Round).Select(agent => agent.Broadcast).Distinct().Order();
}
