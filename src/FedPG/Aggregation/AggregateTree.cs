using System.Collections.Immutable;
using System.Numerics;

namespace FedPG.Aggregation;

/// <summary>
/// The fold of a round along one fixed binary tree over agent numbers. A node is always left ⊕ right, and an empty side passes the other
/// up. So parts of a round may be folded anywhere and arrive in any order: the root has the same bits. A contiguous range of n agents
/// leaves at most 2 log₂ n parts.
/// </summary>
/// <param name="aggregator">The aggregator, which defines ⊕.</param>
/// <param name="agents">The number of agents in the whole tree.</param>
/// <param name="spare">A pool for arrays that are no longer needed; null leaves them to the GC.</param>
internal sealed class AggregateTree(IAggregator aggregator, int agents, SpareArrays? spare = null)
{
    private readonly int _height = BitOperations.Log2((uint)agents) + (BitOperations.IsPow2(agents) ? 0 : 1);

    // Disjoint, in agent order, and no two of them siblings.
    private readonly List<PartialAggregate> _parts = [];

    /// <summary>The parts that have not been merged yet, in agent order.</summary>
    public IReadOnlyList<PartialAggregate> Parts => _parts;

    /// <summary>Computes the root; missing agents count as agents without an update.</summary>
    public PartialAggregate Close() => Close(_height, index: 0);

    /// <summary>Computes a node; missing agents count as agents without an update.</summary>
    /// <param name="level">The node's level.</param>
    /// <param name="index">The node's index in its level; no part may precede the node.</param>
    public PartialAggregate Close(int level, int index)
    {
        int place = 0;
        return Close(level, index, ref place);
    }

    /// <summary>Adds an agent's update. The tree takes over its array.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="update">θ^c.</param>
    /// <param name="weight">The weight of the update.</param>
    /// <param name="squaredDistance">‖θ^c − θ_r‖² from the round's broadcast.</param>
    public void Add(int agent, double[] update, double weight, double squaredDistance)
    {
        var leaf = new PartialAggregate(Level: 0, agent)
        {
            Numbers = update,
            Updates = 1,
            Weight = weight,
            Squares = weight * squaredDistance,
        };
        double[] lifted = aggregator.Lift(leaf);
        Release(update, lifted);
        Add(leaf with { Numbers = lifted });
    }

    /// <summary>Adds an agent without an update.</summary>
    public void AddEmpty(int agent) => Add(new PartialAggregate(Level: 0, agent));

    /// <summary>Adds a part that is disjoint from all others. The tree takes over its array.</summary>
    public void Add(PartialAggregate part)
    {
        int place = PlaceOf(part.First);
        while (part.Level < _height)
        {
            if ((part.Index & 1) != 0)
            {
                if (place == 0 || !IsNode(place - 1, part.Level, part.Index - 1)) break;
                part = Merge(_parts[--place], part);
                _parts.RemoveAt(place);
            }
            else if (part.End >= agents)
            {
                part = part.Raised();
            }
            else
            {
                if (place == _parts.Count || !IsNode(place, part.Level, part.Index + 1)) break;
                part = Merge(part, _parts[place]);
                _parts.RemoveAt(place);
            }
        }

        _parts.Insert(place, part);
    }

    /// <summary>Removes and returns the parts.</summary>
    public ImmutableArray<PartialAggregate> Take()
    {
        ImmutableArray<PartialAggregate> parts = [.. _parts];
        _parts.Clear();
        return parts;
    }

    /// <summary>Removes the parts, for another round.</summary>
    public void Clear() => _parts.Clear();

    private PartialAggregate Close(int level, int index, ref int place)
    {
        var node = new PartialAggregate(level, index);
        if (place == _parts.Count || _parts[place].First >= node.End) return node;
        if (_parts[place].Level >= level) return _parts[place++];
        var left = Close(level - 1, 2 * index, ref place);
        var right = Close(level - 1, 2 * index + 1, ref place);
        return Merge(left, right);
    }

    /// <summary>Mostly the last place: the parts of one thread come in agent order.</summary>
    private int PlaceOf(int first)
    {
        int from = 0, to = _parts.Count;
        if (to == 0 || _parts[to - 1].First < first) return to;
        while (from < to)
        {
            int middle = (from + to) / 2;
            if (_parts[middle].First < first) from = middle + 1;
            else to = middle;
        }

        return from;
    }

    private bool IsNode(int place, int level, int index) => _parts[place].Level == level && _parts[place].Index == index;

    private PartialAggregate Merge(in PartialAggregate left, in PartialAggregate right)
    {
        if (right.Updates == 0) return left.Raised();
        if (left.Updates == 0) return right.Raised();
        double[] merged = aggregator.Merge(left, right);
        Release(left.Numbers!, merged);
        Release(right.Numbers!, merged);
        return left.Raised() with
        {
            Numbers = merged,
            Updates = left.Updates + right.Updates,
            Weight = left.Weight + right.Weight,
            Squares = left.Squares + right.Squares,
        };
    }

    private void Release(double[] array, double[] result)
    {
        if (!ReferenceEquals(array, result)) spare?.Return(array);
    }
}
