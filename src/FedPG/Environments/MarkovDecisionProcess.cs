using System.Collections.Immutable;
using System.Globalization;

namespace FedPG.Environments;

/// <summary>
/// A finite Markov decision process without its discount: the transition kernel P(s'|s,a) and the mean reward r(s,a). Immutable.
/// </summary>
public sealed class MarkovDecisionProcess
{
    /// <summary>How far the sum of a row of probabilities may be from 1.</summary>
    public const double SumTolerance = 1e-9;

    private readonly double[] _rewards;
    private UndiscountedEpisodes? _episodes;
    private MarkovDecisionProcess? _withoutEnds;

    /// <summary>Builds and checks a process; the arrays are copied.</summary>
    /// <param name="name">The name used in messages and reports.</param>
    /// <param name="states">S, at least 1.</param>
    /// <param name="actions">A, at least 2.</param>
    /// <param name="transitions">P, row-major [S][A][S].</param>
    /// <param name="rewards">r, row-major [S][A].</param>
    /// <exception cref="SpecificationException">A size, a row or a number is invalid.</exception>
    public MarkovDecisionProcess(string name, int states, int actions, ReadOnlySpan<double> transitions, ReadOnlySpan<double> rewards)
        : this(name, KernelOf(name, states, actions, transitions), rewards)
    {
    }

    /// <summary>Builds and checks a process; the rewards are copied, and processes may share a kernel.</summary>
    /// <param name="name">The name used in messages and reports.</param>
    /// <param name="kernel">P, with at least two actions.</param>
    /// <param name="rewards">r, row-major [S][A].</param>
    /// <exception cref="SpecificationException">A size, a row or a number is invalid.</exception>
    public MarkovDecisionProcess(string name, TransitionKernel kernel, ReadOnlySpan<double> rewards)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        RequireSizes(name, kernel.States, kernel.Actions);
        RequireLength(name, "rewards", rewards.Length, kernel.Pairs);
        (Name, Kernel) = (name, kernel);
        _rewards = rewards.ToArray();
        CheckRows();
    }

    private MarkovDecisionProcess(MarkovDecisionProcess other, TransitionKernel kernel) =>
        (Name, Kernel, _rewards, Start) = (other.Name, kernel, other._rewards, other.Start);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The distribution of the first state where it is the process's own, [S]; empty for that of the federation.</summary>
    public ImmutableArray<double> Start { get; private init; } = [];

    /// <summary>P.</summary>
    public TransitionKernel Kernel { get; }

    /// <summary>S.</summary>
    public int States => Kernel.States;

    /// <summary>A.</summary>
    public int Actions => Kernel.Actions;

    /// <summary>
    /// P, row-major [S][A][S]. Of a sparse kernel the table is made at every call: read its <see cref="Successors"/> instead.
    /// </summary>
    /// <exception cref="SpecificationException">The kernel is sparse, and its table would not fit in memory.</exception>
    public ReadOnlySpan<double> Transitions => Kernel.IsSparse ? Kernel.ToTable() : Kernel.Table;

    /// <summary>r, row-major [S][A].</summary>
    public ReadOnlySpan<double> Rewards => _rewards;

    /// <summary>The same, for what outlives a call.</summary>
    internal ReadOnlyMemory<double> RewardTable => _rewards;

    /// <summary>P(·|state, action) as a list of next states. Allocates nothing.</summary>
    public SuccessorRow Successors(int state, int action) => Kernel.Row(state * Actions + action);

    /// <summary>
    /// P(·|state, action), [S]. Of a sparse kernel the row is made at every call: read its <see cref="Successors"/> instead.
    /// </summary>
    public ReadOnlySpan<double> TransitionRow(int state, int action)
    {
        var row = Successors(state, action);
        if (!Kernel.IsSparse) return row.Probabilities;
        var full = new double[States];
        row.CopyTo(full);
        return full;
    }

    /// <summary>r(state, action).</summary>
    public double Reward(int state, int action) => _rewards[state * Actions + action];

    /// <summary>The ends of episodes, which matter without a discount.</summary>
    internal UndiscountedEpisodes Episodes => _episodes ??= new UndiscountedEpisodes(this);

    /// <summary>The process that sums of rewards with a discount are those of: with γ = 1 nothing follows the end of an episode.</summary>
    internal MarkovDecisionProcess Summed(double discount) => discount < 1 ? this : _withoutEnds ??= Episodes.WithoutEnds();

    /// <summary>The same process with a distribution of the first state of its own.</summary>
    /// <param name="start">ρ, [S].</param>
    /// <exception cref="SpecificationException">It is no distribution over the states.</exception>
    public MarkovDecisionProcess StartingFrom(ReadOnlySpan<double> start)
    {
        string place = $"environment '{Name}', initialDistribution";
        if (start.Length != States) throw new SpecificationException(place, $"{start.Length} entries", $"{States}, one per state");
        Probabilities.Check(start, place);
        return new MarkovDecisionProcess(this, Kernel) { Start = [.. start] };
    }

    /// <summary>The process with another kernel, which is not checked: rows may have no successors.</summary>
    internal MarkovDecisionProcess WithKernel(TransitionKernel kernel) => new(this, kernel);

    /// <summary>Whether two pairs of a state and an action have the same transitions and reward.</summary>
    internal bool HasSameRow(int pair, int other)
    {
        SuccessorRow one = Kernel.Row(pair), two = Kernel.Row(other);
        return _rewards[pair] == _rewards[other] && one.States.SequenceEqual(two.States)
            && one.Probabilities.SequenceEqual(two.Probabilities);
    }

    /// <summary>Whether the other process has the same kernel, rewards and own start; names are ignored.</summary>
    public bool HasSameDynamics(MarkovDecisionProcess other) =>
        Rewards.SequenceEqual(other.Rewards) && (ReferenceEquals(Kernel, other.Kernel) || Kernel.HasSameRows(other.Kernel))
        && Start.AsSpan().SequenceEqual(other.Start.AsSpan());

    private void CheckRows()
    {
        for (int s = 0; s < States; s++)
        {
            for (int a = 0; a < Actions; a++)
            {
                var row = Successors(s, a);
                if (!Probabilities.IsDistribution(row.Probabilities)) Probabilities.Check(row, $"{Place(s, a)}, transitions");
                if (double.IsFinite(Reward(s, a))) continue;
                string found = Reward(s, a).ToString(CultureInfo.InvariantCulture);
                throw new SpecificationException($"{Place(s, a)}, reward", found, "a finite number");
            }
        }
    }

    private string Place(int state, int action) => $"environment '{Name}', state {state}, action {action}";

    private static TransitionKernel KernelOf(string name, int states, int actions, ReadOnlySpan<double> transitions)
    {
        RequireSizes(name, states, actions);
        RequireLength(name, "transitions", transitions.Length, KernelForm.TableSize(states, actions));
        return TransitionKernel.OfTable(states, actions, transitions.ToArray());
    }

    private static void RequireSizes(string name, int states, int actions)
    {
        if (states < 1) throw new SpecificationException($"environment '{name}', states", $"{states}", "at least 1");
        if (actions < 2) throw new SpecificationException($"environment '{name}', actions", $"{actions}", "at least 2");
    }

    private static void RequireLength(string name, string what, long found, Int128 expected)
    {
        if (found == expected) return;
        throw new SpecificationException($"environment '{name}', {what}", $"{found} numbers", $"{expected} numbers");
    }
}
