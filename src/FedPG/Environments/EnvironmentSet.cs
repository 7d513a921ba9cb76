using System.Collections.Immutable;
using System.Globalization;

namespace FedPG.Environments;

/// <summary>
/// The distinct environments (types) of a federation, and what they share: states, actions, discount and the distributions
/// of the first state. Types with the same dynamics are one object. Immutable.
/// </summary>
public sealed class EnvironmentSet
{
    /// <summary>Builds and checks a set.</summary>
    /// <param name="discount">γ, in (0, 1).</param>
    /// <param name="initialDistribution">ρ that trajectories start from, [S].</param>
    /// <param name="types">The distinct environments, all with the same states and actions.</param>
    /// <param name="evaluationDistribution">ρ that objectives are scored under, [S]; the initial one when null.</param>
    /// <exception cref="SpecificationException">The parts do not fit together.</exception>
    public EnvironmentSet(
        double discount,
        ReadOnlySpan<double> initialDistribution,
        IReadOnlyList<MarkovDecisionProcess> types,
        double[]? evaluationDistribution = null)
    {
        if (discount is not (> 0 and < 1))
        {
            throw new SpecificationException(
                "discount", discount.ToString(CultureInfo.InvariantCulture), "a number between 0 and 1, both excluded");
        }

        if (types.Count == 0) throw new SpecificationException("environments", "none", "at least one");
        Discount = discount;
        Types = Share(types);
        InitialDistribution = Distribution(initialDistribution, "initialDistribution");
        EvaluationDistribution = evaluationDistribution is null
            ? InitialDistribution
            : Distribution(evaluationDistribution, "evaluationDistribution");
    }

    /// <summary>γ.</summary>
    public double Discount { get; }

    /// <summary>ρ that trajectories start from, [S].</summary>
    public ImmutableArray<double> InitialDistribution { get; }

    /// <summary>ρ that objectives are scored under, [S].</summary>
    public ImmutableArray<double> EvaluationDistribution { get; }

    /// <summary>The types; equal ones are the same object.</summary>
    public ImmutableArray<MarkovDecisionProcess> Types { get; }

    /// <summary>What a reader of results should know of how the environments came to be, a sentence each.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];

    /// <summary>Names of the types, [types]; empty where nobody gave any.</summary>
    public ImmutableArray<string> TypeNames { get; init; } = [];

    /// <summary>Names of the states, [S]; empty where nobody gave any.</summary>
    public ImmutableArray<string> StateNames { get; init; } = [];

    /// <summary>Names of the actions, [A]; empty where nobody gave any.</summary>
    public ImmutableArray<string> ActionNames { get; init; } = [];

    /// <summary>A type's name, or its number counted from 1.</summary>
    public string NameOfType(int type) =>
        TypeNames.IsEmpty ? string.Create(CultureInfo.InvariantCulture, $"type {type + 1}") : TypeNames[type];

    /// <summary>S.</summary>
    public int States => Types[0].States;

    /// <summary>A.</summary>
    public int Actions => Types[0].Actions;

    /// <summary>
    /// The type of an agent. Agents take the types in consecutive blocks, which are equal when the number of types divides that of agents.
    /// </summary>
    public int TypeOf(int agent, int agents) => (int)((long)agent * Types.Length / agents);

    /// <summary>The fraction of the agents that have each type, [types].</summary>
    public ImmutableArray<double> TypeWeights(int agents)
    {
        // Type i starts at the first agent c with c · types ≥ i · agents.
        int count = Types.Length;
        var weights = ImmutableArray.CreateBuilder<double>(count);
        for (long i = 0; i < count; i++)
        {
            long first = (i * agents + count - 1) / count;
            long next = ((i + 1) * agents + count - 1) / count;
            weights.Add((double)(next - first) / agents);
        }

        return weights.MoveToImmutable();
    }

    /// <summary>The same environments scored under another distribution.</summary>
    public EnvironmentSet ScoredUnder(double[] evaluationDistribution) =>
        new(Discount, InitialDistribution.AsSpan(), Types, evaluationDistribution)
        {
            Notices = Notices,
            TypeNames = TypeNames,
            StateNames = StateNames,
            ActionNames = ActionNames,
        };

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
            foreach (double number in type.Transitions) hash.Add(number);
            return hash.ToHashCode();
        }
    }
}
