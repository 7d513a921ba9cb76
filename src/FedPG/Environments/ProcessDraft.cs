namespace FedPG.Environments;

/// <summary>Builds a process from a table of its kernel; all numbers start at 0. For kernels without many zeros.</summary>
internal sealed class ProcessDraft
{
    private readonly int _states;
    private readonly int _actions;
    private readonly double[] _transitions;
    private readonly double[] _rewards;

    /// <exception cref="SpecificationException">The kernel, S·A·S numbers, would not fit in memory.</exception>
    public ProcessDraft(int states, int actions)
    {
        KernelForm.RequireTable(states, actions);
        (_states, _actions) = (states, actions);
        _transitions = new double[states * actions * states];
        _rewards = new double[states * actions];
    }

    /// <summary>r, row-major [S][A].</summary>
    public Span<double> Rewards => _rewards;

    /// <summary>P(·|state, action), [S].</summary>
    public Span<double> TransitionRow(int state, int action) => _transitions.AsSpan((state * _actions + action) * _states, _states);

    /// <summary>Gives every action of a state the same reward.</summary>
    public void RewardState(int state, double reward) => _rewards.AsSpan(state * _actions, _actions).Fill(reward);

    /// <summary>The finished process, checked.</summary>
    public MarkovDecisionProcess Finish(string name) => new(name, TransitionKernel.OfTable(_states, _actions, _transitions), _rewards);
}
