namespace FedPG.Environments;

/// <summary>Builds a process row by row; all numbers start at 0.</summary>
internal sealed class ProcessDraft
{
    /// <summary>The largest kernel: 2 GiB.</summary>
    private const long MaxNumbers = 1 << 28;

    private readonly int _states;
    private readonly int _actions;
    private readonly double[] _transitions;
    private readonly double[] _rewards;

    /// <exception cref="SpecificationException">The kernel, S·A·S numbers, would not fit in memory.</exception>
    public ProcessDraft(int states, int actions)
    {
        Int128 numbers = (Int128)states * actions * states;
        if (numbers > MaxNumbers)
        {
            throw new SpecificationException(
                "environment",
                $"{states} states and {actions} actions, a kernel of {numbers} numbers",
                $"states² · actions of at most {MaxNumbers}");
        }

        (_states, _actions) = (states, actions);
        _transitions = new double[(int)numbers];
        _rewards = new double[states * actions];
    }

    /// <summary>A.</summary>
    public int Actions => _actions;

    /// <summary>r, row-major [S][A].</summary>
    public Span<double> Rewards => _rewards;

    /// <summary>P(·|state, action), [S].</summary>
    public Span<double> TransitionRow(int state, int action) => _transitions.AsSpan((state * _actions + action) * _states, _states);

    /// <summary>Gives every action of a state the same reward.</summary>
    public void RewardState(int state, double reward) => _rewards.AsSpan(state * _actions, _actions).Fill(reward);

    /// <summary>The finished process, checked.</summary>
    public MarkovDecisionProcess Finish(string name) => new(name, _states, _actions, _transitions, _rewards);
}
