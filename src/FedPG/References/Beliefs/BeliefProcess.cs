using FedPG.Scoring;

namespace FedPG.References.Beliefs;

/// <summary>
/// The process that a policy with memory faces: the state is observed, the type is not. A belief x over the types is kept without
/// normalisation, so that a step is linear in it: after action a and next state s', x'_i = x_i P_i(s'|s,a). The optimal value
/// V_s(x) = max_a Σ_i x_i r_i(s,a) + γ Σ_s' V_s'(x') is convex and of degree 1 in x.
/// </summary>
internal sealed class BeliefProcess
{
    private readonly int[] _start;
    private readonly int[] _next;
    private readonly double[] _probabilities;
    private readonly double[] _rewards;

    public BeliefProcess(FederatedObjective objective)
    {
        var environments = objective.Environments;
        var distinct = objective.Distinct.ToArray();
        (States, Actions, Types) = (environments.States, environments.Actions, distinct.Length);
        Discount = environments.Discount;
        Prior = [.. distinct.Select(type => type.Weight)];
        (_start, _rewards) = (new int[States * Actions + 1], new double[States * Actions * Types]);
        var (next, probabilities) = (new List<int>(), new List<double>());
        for (int row = 0; row < States * Actions; row++)
        {
            for (int type = 0; type < Types; type++) _rewards[row * Types + type] = distinct[type].Process.Rewards[row];
            for (int state = 0; state < States; state++)
            {
                if (distinct.All(type => type.Process.Kernel.Row(row)[state] == 0)) continue;
                next.Add(state);
                foreach (var (process, _) in distinct) probabilities.Add(process.Kernel.Row(row)[state]);
            }

            _start[row + 1] = next.Count;
            MostSuccessors = Math.Max(MostSuccessors, next.Count - _start[row]);
        }

        (_next, _probabilities) = ([.. next], [.. probabilities]);
    }

    public int States { get; }

    public int Actions { get; }

    /// <summary>The number of distinct types, K.</summary>
    public int Types { get; }

    /// <summary>γ.</summary>
    public double Discount { get; }

    /// <summary>The types' shares of the agents, [K].</summary>
    public double[] Prior { get; }

    /// <summary>The largest number of next states of a state and action.</summary>
    public int MostSuccessors { get; }

    /// <summary>The number of triples (s, a, s') that are possible in some type.</summary>
    public int Transitions => _next.Length;

    /// <summary>The first transition of a row s · A + a; those of the row end where those of the next row start.</summary>
    public int First(int row) => _start[row];

    /// <summary>The next state of a transition.</summary>
    public int Next(int transition) => _next[transition];

    /// <summary>P_i of a transition, [K].</summary>
    public ReadOnlySpan<double> Probabilities(int transition) => _probabilities.AsSpan(transition * Types, Types);

    /// <summary>r_i of a row s · A + a, [K].</summary>
    public ReadOnlySpan<double> Rewards(int row) => _rewards.AsSpan(row * Types, Types);

    /// <summary>The belief after a transition, [K].</summary>
    /// <returns>The sum of the belief.</returns>
    public double Follow(ReadOnlySpan<double> belief, int transition, Span<double> after)
    {
        double sum = 0;
        var probabilities = Probabilities(transition);
        for (int type = 0; type < after.Length; type++) sum += after[type] = belief[type] * probabilities[type];
        return sum;
    }
}
