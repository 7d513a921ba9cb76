using System.Runtime.InteropServices;

namespace FedPG.Control.Trajectories;

/// <summary>The states, actions and rewards of one trajectory.</summary>
/// <param name="start">The first state, [n].</param>
/// <param name="actionDimension">d.</param>
/// <param name="discount">γ.</param>
internal sealed class Trajectory(ReadOnlySpan<double> start, int actionDimension, double discount)
{
    private readonly List<double> _states = [.. start];
    private readonly List<double> _actions = [];
    private readonly List<double> _rewards = [];
    private double _power = 1;

    /// <summary>n.</summary>
    public int StateDimension { get; } = start.Length;

    /// <summary>d.</summary>
    public int ActionDimension => actionDimension;

    /// <summary>The number of steps.</summary>
    public int Length => _rewards.Count;

    /// <summary>Whether the last step ended the trajectory, rather than a limit of steps or the end of the actions.</summary>
    public bool Ended { get; private set; }

    /// <summary>Whether all states and rewards are finite; a trajectory ends with the step that is not.</summary>
    public bool IsFinite { get; private set; } = true;

    /// <summary>Σ γ^t r_t.</summary>
    public double Return { get; private set; }

    /// <summary>Σ r_t.</summary>
    public double UndiscountedReturn { get; private set; }

    /// <summary>The state after so many steps, [n].</summary>
    /// <param name="steps">From 0, the first state, to <see cref="Length"/>.</param>
    public ReadOnlySpan<double> State(int steps) =>
        CollectionsMarshal.AsSpan(_states).Slice(steps * StateDimension, StateDimension);

    /// <summary>The action of a step, [d].</summary>
    /// <param name="step">From 0.</param>
    public ReadOnlySpan<double> Action(int step) => CollectionsMarshal.AsSpan(_actions).Slice(step * ActionDimension, ActionDimension);

    /// <summary>The reward of a step.</summary>
    /// <param name="step">From 0.</param>
    public double Reward(int step) => _rewards[step];

    /// <summary>Adds a step.</summary>
    /// <param name="action">The action, [d].</param>
    /// <param name="state">The state after it, [n].</param>
    /// <param name="reward">The reward.</param>
    /// <param name="ended">Whether the trajectory ends.</param>
    public void Add(ReadOnlySpan<double> action, ReadOnlySpan<double> state, double reward, bool ended)
    {
        _actions.AddRange(action);
        _states.AddRange(state);
        _rewards.Add(reward);
        Return += _power * reward;
        _power *= discount;
        UndiscountedReturn += reward;
        Ended = ended;
        IsFinite = double.IsFinite(reward);
        foreach (double number in state) IsFinite &= double.IsFinite(number);
    }
}
