using System.Collections.Immutable;
using System.Numerics;
using FedPG.Numerics;

namespace FedPG.Aggregation;

/// <summary>
/// The fold of a round along one fixed binary tree over agent numbers. A node is always left ⊕ right, and an empty side passes the other
/// up, so that parts of a round may be folded anywhere and arrive in any order: the root has the same bits. Of a contiguous range of n
/// agents at most 2 log₂ n parts remain.
/// </summary>
/// <param name="aggregator">What ⊕ is.</param>
/// <param name="agents">How many agents the whole tree has.</param>
/// <param name="spare">Where arrays go that are no longer needed; null leaves them to the GC.</param>
public sealed class AggregateTree(IAggregator aggregator, int agents, SpareArrays? spare = null)
{
    private readonly int _height = BitOperations.Log2((uint)agents) + (BitOperations.IsPow2(agents) ? 0 : 1);

    // Disjoint, in agent order, and no two of them siblings.
    private readonly List<PartialAggregate> _parts = [];

    /// <summary>The parts that could not be merged so far, in agent order.</summary>
    public IReadOnlyList<PartialAggregate> Parts => _parts;

    /// <summary>The root, where every agent that is missing has no update.</summary>
    public PartialAggregate Close() => Close(_height, index: 0);

    /// <summary>A node, where every agent that is missing has no update.</summary>
    /// <param name="level">Its level.</param>
    /// <param name="index">Which node of the level; no part may lie before it.</param>
    public PartialAggregate Close(int level, int index)
    {
        int place = 0;
        return Close(level, index, ref place);
    }

    /// <summary>Adds an agent's update. Its array is the tree's from now on.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="update">θ^c.</param>
    /// <param name="weight">What it weighs.</param>
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

    /// <summary>Adds a part that is disjoint with those in here. Its array is the tree's from now on.</summary>
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

    /// <summary>Hands the parts over.</summary>
    public ImmutableArray<PartialAggregate> Take()
    {
        ImmutableArray<PartialAggregate> parts = [.. _parts];
        _parts.Clear();
        return parts;
    }

    /// <summary>Begins another round.</summary>
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

    /// <summary>Mostly the last place: parts come in agent order where one thread makes them.</summary>
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
