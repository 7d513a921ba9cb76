using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace FedPG.Federation;

/// <summary>The state of an agent after a round.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Numbers">The state, [<see cref="Algorithms.IFederatedAlgorithm.AgentStateLength"/>].</param>
public readonly record struct AgentState(int Agent, ImmutableArray<double> Numbers);

/// <summary>
/// The states of the agents between two rounds, for algorithms whose agents remember something. An agent's state changes only in a round in
/// which its update counts. Immutable; equal if all numbers are equal.
/// </summary>
public sealed class AgentStates : IEquatable<AgentStates>
{
    private readonly ImmutableArray<ImmutableArray<double>> _states;

    private AgentStates(ImmutableArray<ImmutableArray<double>> states) => _states = states;

    /// <summary>No agent has a state yet, or the algorithm's agents remember nothing.</summary>
    public static AgentStates None { get; } = new([]);

    /// <summary>The states of the agents that have one, by agent.</summary>
    public IEnumerable<AgentState> All
    {
        get
        {
            for (int agent = 0; agent < _states.Length; agent++)
            {
                if (!_states[agent].IsDefault) yield return new AgentState(agent, _states[agent]);
            }
        }
    }

    /// <summary>An agent's state; default before its first update has counted, which means zeros.</summary>
    public ImmutableArray<double> Of(int agent) => agent < _states.Length ? _states[agent] : default;

    /// <summary>Copies an agent's state.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="state">The destination.</param>
    public void CopyTo(int agent, Span<double> state)
    {
        var own = Of(agent);
        if (own.IsDefault) state.Clear();
        else own.AsSpan().CopyTo(state);
    }

    /// <summary>The states of some agents.</summary>
    public AgentStates Only(IEnumerable<int> agents) => _states.IsEmpty
        ? this
        : None.With([.. agents.Where(agent => !Of(agent).IsDefault).Select(agent => new AgentState(agent, Of(agent)))]);

    /// <summary>These states with some replaced.</summary>
    public AgentStates With(IReadOnlyCollection<AgentState> changed)
    {
        if (changed.Count == 0) return this;
        var states = new ImmutableArray<double>[Math.Max(_states.Length, changed.Max(state => state.Agent) + 1)];
        _states.CopyTo(states);
        foreach (var (agent, numbers) in changed) states[agent] = numbers;
        return new AgentStates(ImmutableCollectionsMarshal.AsImmutableArray(states));
    }

    /// <inheritdoc/>
    public bool Equals(AgentStates? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null) return false;
        for (int agent = 0; agent < Math.Max(_states.Length, other._states.Length); agent++)
        {
            var (one, two) = (Of(agent), other.Of(agent));
            if (one.IsDefault != two.IsDefault) return false;
            if (!MemoryMarshal.AsBytes(one.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(two.AsSpan()))) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AgentStates);

    /// <inheritdoc/>
    public override int GetHashCode() => _states.Length;
}
