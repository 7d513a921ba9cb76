using System.Globalization;

namespace FedPG.Environments;

/// <summary>
/// A finite Markov decision process without its discount: the transition kernel P(s'|s,a) and the mean reward r(s,a). Immutable.
/// </summary>
public sealed class MarkovDecisionProcess
{
    /// <summary>How far the sum of a row of probabilities may be from 1.</summary>
    public const double SumTolerance = 1e-9;

    private readonly double[] _transitions;
    private readonly double[] _rewards;

    /// <summary>Builds and checks a process; the arrays are copied.</summary>
    /// <param name="name">The name used in messages and reports.</param>
    /// <param name="states">S, at least 1.</param>
    /// <param name="actions">A, at least 2.</param>
    /// <param name="transitions">P, row-major [S][A][S].</param>
    /// <param name="rewards">r, row-major [S][A].</param>
    /// <exception cref="SpecificationException">A size, a row or a number is invalid.</exception>
    public MarkovDecisionProcess(string name, int states, int actions, ReadOnlySpan<double> transitions, ReadOnlySpan<double> rewards)
    {
        if (states < 1) throw new SpecificationException($"environment '{name}', states", $"{states}", "at least 1");
        if (actions < 2) throw new SpecificationException($"environment '{name}', actions", $"{actions}", "at least 2");
        RequireLength(name, "transitions", transitions.Length, (long)states * actions * states);
        RequireLength(name, "rewards", rewards.Length, (long)states * actions);
        (Name, States, Actions) = (name, states, actions);
        _transitions = transitions.ToArray();
        _rewards = rewards.ToArray();
        CheckRows();
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>S.</summary>
    public int States { get; }

    /// <summary>A.</summary>
    public int Actions { get; }

    /// <summary>P, row-major [S][A][S].</summary>
    public ReadOnlySpan<double> Transitions => _transitions;

    /// <summary>r, row-major [S][A].</summary>
    public ReadOnlySpan<double> Rewards => _rewards;

    /// <summary>The same, for what outlives a call.</summary>
    internal ReadOnlyMemory<double> RewardTable => _rewards;

    /// <summary>P(·|state, action), [S].</summary>
    public ReadOnlySpan<double> TransitionRow(int state, int action) =>
        _transitions.AsSpan((state * Actions + action) * States, States);

    /// <summary>r(state, action).</summary>
    public double Reward(int state, int action) => _rewards[state * Actions + action];

    /// <summary>Whether the other process has the same kernel and rewards; names are ignored.</summary>
    public bool HasSameDynamics(MarkovDecisionProcess other) =>
        States == other.States && Actions == other.Actions
        && Transitions.SequenceEqual(other.Transitions) && Rewards.SequenceEqual(other.Rewards);

    private void CheckRows()
    {
        for (int s = 0; s < States; s++)
        {
            for (int a = 0; a < Actions; a++)
            {
                string place = $"environment '{Name}', state {s}, action {a}";
                Probabilities.Check(TransitionRow(s, a), $"{place}, transitions");
                if (!double.IsFinite(Reward(s, a)))
                {
                    string found = Reward(s, a).ToString(CultureInfo.InvariantCulture);
                    throw new SpecificationException($"{place}, reward", found, "a finite number");
                }
            }
        }
    }

    private static void RequireLength(string name, string what, long found, long expected)
    {
        if (found == expected) return;
        throw new SpecificationException($"environment '{name}', {what}", $"{found} numbers", $"{expected} numbers");
    }
}
