using System.Collections.Immutable;
using FedPG.Federation;

namespace FedPG.Actors.Protocol;

/// <summary>Agent to edge: the parameters after local training.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Agent">Which agent.</param>
/// <param name="Parameters">θ^c.</param>
public sealed record LocalUpdate(RunId Run, int Round, int Agent, ImmutableArray<double> Parameters) : IRoundMessage;

/// <summary>From some agents to their edge: what each of them would have sent as a <see cref="LocalUpdate"/>.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Thread">The compute thread that they were trained on, from 1.</param>
/// <param name="Updates">Their updates, but for those in <see cref="Leading"/>. Once the edge has added one up, its array is written to again.</param>
internal sealed record LocalUpdates(RunId Run, int Round, int Thread, ImmutableArray<AgentUpdate> Updates) : IRoundMessage
{
    /// <summary>The sum of the updates of the edge's first agents, where this thread had them one after the other; null where it had not. It is the edge's now.</summary>
    public LeadingSum? Leading { get; init; }
}

/// <summary>One of <see cref="LocalUpdates"/>, with what is known of it: it was looked at on the thread that made it, whose cache had it.</summary>
/// <param name="Agent">Which agent.</param>
/// <param name="Parameters">θ^c.</param>
/// <param name="IsSound">Whether it may be averaged.</param>
/// <param name="SquaredDistance">‖θ^c − θ_r‖² from the broadcast θ_r of the round in which it counts; 0 when it is not sound.</param>
internal readonly record struct AgentUpdate(int Agent, ImmutableArray<double> Parameters, bool IsSound, double SquaredDistance)
{
    /// <summary>Looks at an update.</summary>
    public static AgentUpdate Of(int agent, ImmutableArray<double> parameters, Broadcast broadcast)
    {
        bool isSound = UpdateCheck.IsSound(parameters.AsSpan(), broadcast.Parameters.AsSpan(), out double squaredDistance);
        return new AgentUpdate(agent, parameters, isSound, squaredDistance);
    }
}

/// <summary>Edge to node: the partial aggregate of its agents' updates, in agent order.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Edge">Which edge.</param>
/// <param name="Partial">The partial aggregate.</param>
/// <param name="Updates">How many updates are in it.</param>
/// <param name="Weight">The sum of their weights.</param>
public sealed record EdgeUpdate(RunId Run, int Round, int Edge, ImmutableArray<double> Partial, int Updates, double Weight) : IRoundMessage
{
    /// <summary>The sum of the updates' weighted squared distances from the broadcast, for the round's drift.</summary>
    public double Squares { get; init; }

    /// <summary>The agents whose updates were refused, in order.</summary>
    public ImmutableArray<int> Refused { get; init; } = [];

    /// <summary>What the edge repaired.</summary>
    public RoundRepairs Repairs { get; init; }
}

/// <summary>Node to server: the partial aggregates of all its edges.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Edges">One for each edge of the node.</param>
public sealed record NodeUpdate(RunId Run, int Round, ImmutableArray<EdgeUpdate> Edges) : IRoundMessage
{
    /// <summary>What the node repaired.</summary>
    public RoundRepairs Repairs { get; init; }
}
