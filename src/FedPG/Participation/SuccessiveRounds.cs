using System.Collections.Immutable;

namespace FedPG.Participation;

/// <summary>
/// The parts of agents in rounds of which most are the same as in the round before: the agents are in blocks, and rounds share the blocks
/// in which nothing has changed. A round takes memory and time for the changed agents, and a reference per block.
/// </summary>
internal sealed class SuccessiveRounds
{
    /// <summary>The size of a block is 2^this.</summary>
    private const int BlockBits = 8;

    private readonly AgentRound[] _present;
    private readonly HashSet<int> _changed;
    private ImmutableArray<ImmutableArray<AgentRound>> _blocks;

    /// <summary>Rounds of so many agents.</summary>
    public SuccessiveRounds(int agents)
    {
        _present = new AgentRound[agents];
        int blocks = (agents + (1 << BlockBits) - 1) >> BlockBits;
        _changed = [.. Enumerable.Range(0, blocks)];
        _blocks = [.. new ImmutableArray<AgentRound>[blocks]];
    }

    /// <summary>The number of agents.</summary>
    public int Agents => _present.Length;

    /// <summary>The part of an agent, until it is set again.</summary>
    public AgentRound this[int agent]
    {
        set
        {
            if (_present[agent] == value) return;
            _present[agent] = value;
            _changed.Add(agent >> BlockBits);
        }
    }

    /// <summary>The part of an agent in blocks.</summary>
    public static AgentRound In(ImmutableArray<ImmutableArray<AgentRound>> blocks, int agent) =>
        blocks[agent >> BlockBits][agent & ((1 << BlockBits) - 1)];

    /// <summary>The present parts, in blocks.</summary>
    public ImmutableArray<ImmutableArray<AgentRound>> Freeze()
    {
        var blocks = _blocks.ToBuilder();
        foreach (int block in _changed)
        {
            int first = block << BlockBits;
            blocks[block] = [.. _present.AsSpan(first, Math.Min(1 << BlockBits, _present.Length - first))];
        }

        _changed.Clear();
        return _blocks = blocks.MoveToImmutable();
    }
}
