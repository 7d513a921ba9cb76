using System.Collections.Immutable;

namespace FedPG.Environments;

/// <summary>
/// Finite environments: the distinct processes (types) of a federation, and what they share: states, actions, discount and the
/// distributions of the first state. Types with the same dynamics are one object. Immutable.
/// </summary>
public sealed class EnvironmentSet : EnvironmentTypes
{
    private readonly ActionSets _actionSets;

    /// <summary>Builds and checks a set.</summary>
    /// <param name="discount">γ, in (0, 1), or 1 if every policy that takes all actions ends.</param>
    /// <param name="initialDistribution">ρ that trajectories start from, [S].</param>
    /// <param name="types">The distinct environments, all with the same states and actions.</param>
    /// <param name="evaluationDistribution">ρ that objectives are scored under, [S]; the initial one when null.</param>
    /// <exception cref="SpecificationException">The parts do not fit together.</exception>
    public EnvironmentSet(
        double discount,
        ReadOnlySpan<double> initialDistribution,
        IReadOnlyList<MarkovDecisionProcess> types,
        double[]? evaluationDistribution = null)
        : base(discount, types.Count)
    {
        Types = Share(types);
        if (discount == 1) foreach (var type in Types.Distinct()) type.Episodes.Require();
        _actionSets = Checked(ActionSets.Full(States, Actions));
        InitialDistribution = Distribution(initialDistribution, "initialDistribution");
        IsScoredFromStart = evaluationDistribution is null;
        EvaluationDistribution = evaluationDistribution is null
            ? InitialDistribution
            : Distribution(evaluationDistribution, "evaluationDistribution");
    }

    /// <summary>ρ that trajectories start from, [S].</summary>
    public ImmutableArray<double> InitialDistribution { get; }

    /// <summary>ρ that objectives are scored under, [S].</summary>
    public ImmutableArray<double> EvaluationDistribution { get; }

    /// <summary>Whether objectives are scored under the distributions that trajectories start from.</summary>
    public bool IsScoredFromStart { get; }

    /// <summary>The types; equal ones are the same object.</summary>
    public ImmutableArray<MarkovDecisionProcess> Types { get; }

    /// <summary>Names of the states, [S]; empty if none are given.</summary>
    public ImmutableArray<string> StateNames { get; init; } = [];

    /// <summary>Names of the actions, [A]; empty if none are given.</summary>
    public ImmutableArray<string> ActionNames { get; init; } = [];

    /// <summary>The actions that each state offers: all unless set.</summary>
    /// <exception cref="SpecificationException">
    /// The sizes differ, or the row of an action that is not offered is not that of the last one.
    /// </exception>
    public ActionSets ActionSets
    {
        get => _actionSets;
        init => _actionSets = Checked(value);
    }

    /// <summary>The states that end an episode, ascending: they absorb with reward 0 and offer one action.</summary>
    public ImmutableArray<int> TerminalStates { get; init; } = [];

    /// <summary>S.</summary>
    public int States => Types[0].States;

    /// <summary>A.</summary>
    public int Actions => Types[0].Actions;

    /// <summary>ρ that trajectories of a type start from, [S]: its own, or that of the federation.</summary>
    public ReadOnlySpan<double> StartOf(MarkovDecisionProcess type) =>
        type.Start.IsEmpty ? InitialDistribution.AsSpan() : type.Start.AsSpan();

    /// <summary>ρ that a type is scored under, [S].</summary>
    public ReadOnlySpan<double> ScoredFrom(MarkovDecisionProcess type) =>
        IsScoredFromStart ? StartOf(type) : EvaluationDistribution.AsSpan();

    /// <summary>The same environments scored under the distributions that trajectories start from.</summary>
    public EnvironmentSet ScoredUnderStart() => Of(Types, null);

    /// <summary>The same environments scored under another distribution.</summary>
    public EnvironmentSet ScoredUnder(double[] evaluationDistribution) => Of(Types, evaluationDistribution);

    /// <summary>The same federation with each process replaced.</summary>
    /// <param name="replace">The process for a process; of the same size.</param>
    internal EnvironmentSet Map(Func<MarkovDecisionProcess, MarkovDecisionProcess> replace) =>
        Of([.. Types.Select(type => Restart(replace(type), type))], IsScoredFromStart ? null : [.. EvaluationDistribution]);

    private static MarkovDecisionProcess Restart(MarkovDecisionProcess replaced, MarkovDecisionProcess type) =>
        type.Start.IsEmpty ? replaced : replaced.StartingFrom(type.Start.AsSpan());

    private EnvironmentSet Of(IReadOnlyList<MarkovDecisionProcess> types, double[]? evaluationDistribution) =>
        new(Discount, InitialDistribution.AsSpan(), types, evaluationDistribution)
        {
            Notices = Notices,
            TypeNames = TypeNames,
            StateNames = StateNames,
            ActionNames = ActionNames,
            Shares = Shares,
            ActionSets = ActionSets,
            TerminalStates = TerminalStates,
        };

    /// <summary>
    /// Without a discount a state that absorbs without reward in every type offers one action: the entropy of what follows the end would
    /// have no bound.
    /// </summary>
    private ActionSets WithoutChoiceAtEnds(ActionSets sets) => ActionSets.Of(
        [.. Enumerable.Range(0, States).Select(s => Types.All(type => type.Episodes.IsEnd[s] && HasOneRow(type, s)) ? 1 : sets.Count(s))],
        Actions);

    private bool HasOneRow(MarkovDecisionProcess type, int state) =>
        Enumerable.Range(state * Actions, Actions - 1).All(pair => type.HasSameRow(pair, pair + 1));

    private ActionSets Checked(ActionSets sets)
    {
        if (sets.States != States || sets.Actions != Actions)
            throw new SpecificationException("action sets", $"{sets.States} states and {sets.Actions} actions", $"{States} and {Actions}");
        if (Discount == 1) sets = WithoutChoiceAtEnds(sets);
        for (int s = 0; s < States && !sets.AreFull; s++)
        {
            for (int a = sets.Count(s); a < Actions; a++)
            {
                int pair = s * Actions + a;
                if (Types.All(type => type.HasSameRow(pair, pair - 1))) continue;
                throw new SpecificationException($"state {s}, action {a}", "a row of its own", "that of the last action of the state");
            }
        }

        return sets;
    }

    private ImmutableArray<double> Distribution(ReadOnlySpan<double> row, string name)
    {
        if (row.Length != States) throw new SpecificationException(name, $"{row.Length} entries", $"{States}, one per state");
        Probabilities.Check(row, name);
        return [.. row];
    }

    private static ImmutableArray<MarkovDecisionProcess> Share(IReadOnlyList<MarkovDecisionProcess> types)
    {
        var shared = new List<MarkovDecisionProcess>(types.Count);
        var distinct = new HashSet<MarkovDecisionProcess>(SameDynamics.Instance);
        foreach (var type in types)
        {
            if (type.States != types[0].States || type.Actions != types[0].Actions)
            {
                throw new SpecificationException(
                    $"environment '{type.Name}'",
                    $"{type.States} states and {type.Actions} actions",
                    $"{types[0].States} states and {types[0].Actions} actions, as in '{types[0].Name}'");
            }

            distinct.Add(type);
            shared.Add(distinct.TryGetValue(type, out var first) ? first : type);
        }

        return [.. shared];
    }

    /// <summary>Compares by kernel and rewards. Hashed, because comparing all pairs of a million types would take too long.</summary>
    private sealed class SameDynamics : IEqualityComparer<MarkovDecisionProcess>
    {
        public static readonly SameDynamics Instance = new();

        public bool Equals(MarkovDecisionProcess? x, MarkovDecisionProcess? y) =>
            ReferenceEquals(x, y) || (x is not null && y is not null && x.HasSameDynamics(y));

        public int GetHashCode(MarkovDecisionProcess type)
        {
            var hash = new HashCode();
            foreach (double number in type.Rewards) hash.Add(number);
            type.Kernel.AddTo(ref hash);
            return hash.ToHashCode();
        }
    }
}
