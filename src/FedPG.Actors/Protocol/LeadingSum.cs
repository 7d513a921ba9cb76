using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FedPG.Aggregation;

namespace FedPG.Actors.Protocol;

/// <summary>
/// The weighted sum of what an edge's first agents sent, in agent order. Whoever has it may go on with it, so that it is made where the updates are, and has
/// the bits that the edge would have given it.
/// </summary>
/// <param name="aggregator">How updates are added.</param>
/// <param name="broadcast">The round's broadcast.</param>
/// <param name="first">The edge's first agent.</param>
internal sealed class LeadingSum(IAggregator aggregator, Broadcast broadcast, int first)
{
    private readonly int _first = first;
    private readonly double[] _partial = new double[broadcast.Parameters.Length];

    /// <summary>The agent after the last one in it.</summary>
    public int Next { get; private set; } = first;

    /// <summary>How many updates are in it.</summary>
    public int Updates { get; private set; }

    /// <summary>The sum of their weights.</summary>
    public double Weight { get; private set; }

    /// <summary>The sum of their weighted squared distances from the broadcast.</summary>
    public double Squares { get; private set; }

    /// <summary>The agents in it, if none was left out that was asked.</summary>
    public IEnumerable<int> Agents => Enumerable.Range(_first, Next - _first).Where(agent => broadcast.Attendance[agent].IsAsked);

    /// <summary>Whether an agent is the first one asked, from some other on.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="from">The other.</param>
    /// <param name="broadcast">The round's broadcast.</param>
    public static bool IsNext(int agent, int from, Broadcast broadcast)
    {
        for (; from < agent; from++)
        {
            if (broadcast.Attendance[from].IsAsked) return false;
        }

        return from == agent;
    }

    /// <summary>Adds the update of an agent that comes after those in it.</summary>
    public void Add(AgentUpdate update)
    {
        double share = broadcast.Attendance.WeightOf(update.Agent);
        aggregator.Add(_partial, update.Parameters.AsSpan(), share);
        Squares += share * update.SquaredDistance;
        Weight += share;
        Updates++;
        Next = update.Agent + 1;
    }

    /// <summary>The sum itself; nothing is added any more.</summary>
    public ImmutableArray<double> Complete() => ImmutableCollectionsMarshal.AsImmutableArray(_partial);
}
