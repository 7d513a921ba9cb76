using System.Collections.Immutable;
using System.Globalization;

namespace FedPG.Environments;

/// <summary>
/// How the agents of a federation are divided among its types: in consecutive blocks, one per type, in the order of the types. Blocks are
/// equal, have given sizes, or are proportional to weights. Immutable.
/// </summary>
public sealed class TypeShares
{
    /// <summary>The largest number of agents that are described where a file has weights and no run gives a number.</summary>
    private const int MostDescribed = 1_000_000;

    /// <summary>The largest weight: the sum of 2³¹ of them is a number.</summary>
    internal const double LargestWeight = 1e100;

    private readonly ImmutableArray<long> _counted;
    private readonly ImmutableArray<double> _weighted;

    private TypeShares(int types, ImmutableArray<long> counted, ImmutableArray<double> weighted) =>
        (Types, _counted, _weighted) = (types, counted, weighted);

    /// <summary>The number of types.</summary>
    public int Types { get; }

    /// <summary>Whether the blocks are equal: they differ by at most one agent.</summary>
    public bool AreEqual => _counted.IsEmpty && _weighted.IsEmpty;

    /// <summary>The numbers of agents, [types]; empty if blocks have no given sizes.</summary>
    public ImmutableArray<int> Counts => [.. Steps(_counted).Select(count => (int)count)];

    /// <summary>The weights, [types]; empty if blocks are not proportional to weights.</summary>
    public ImmutableArray<double> Weights { get; private init; } = [];

    /// <summary>The number of agents where no run gives one: one per type, the sum of the counts, or the fewest that give each type
    /// its weight exactly.</summary>
    public int Least => AreEqual ? Types : _counted.IsEmpty ? FewestExact() : (int)_counted[^1];

    /// <summary>Equal blocks.</summary>
    /// <param name="types">The number of types.</param>
    public static TypeShares Equal(int types) => new(types, [], []);

    /// <summary>Blocks of given sizes.</summary>
    /// <param name="agents">The number of agents of each type, at least 1.</param>
    /// <exception cref="SpecificationException">A number is below 1, or their sum is above 2³¹ − 1.</exception>
    public static TypeShares OfCounts(ImmutableArray<int> agents)
    {
        long[] ends = new long[agents.Length];
        for (int type = 0; type < ends.Length; type++)
        {
            if (agents[type] < 1) throw Refused(type, "agents", agents[type], "at least 1");
            ends[type] = (type > 0 ? ends[type - 1] : 0) + agents[type];
        }

        return ends[^1] <= int.MaxValue
            ? new(ends.Length, [.. ends], [])
            : throw new SpecificationException("agents of the environments", Text($"a sum of {ends[^1]}"), Text($"at most {int.MaxValue}"));
    }

    /// <summary>Blocks proportional to weights: type i ends at the agent that is nearest to its cumulative share.</summary>
    /// <param name="weights">The weight of each type, above 0.</param>
    /// <exception cref="SpecificationException">A weight is not a finite number above 0.</exception>
    public static TypeShares OfWeights(ImmutableArray<double> weights)
    {
        double[] ends = new double[weights.Length];
        for (int type = 0; type < ends.Length; type++)
        {
            if (weights[type] is not (> 0 and <= LargestWeight))
                throw Refused(type, "weight", weights[type], "a number above 0, at most 1e100");
            ends[type] = (type > 0 ? ends[type - 1] : 0) + weights[type];
        }

        double sum = ends[^1];
        for (int type = 0; type < ends.Length; type++) ends[type] /= sum;
        return new(ends.Length, [], [.. ends]) { Weights = weights };
    }

    /// <summary>The same for the types of several federations, which become one; null if only some have sizes, or weights.</summary>
    internal static TypeShares? Joined(IReadOnlyCollection<TypeShares> parts)
    {
        if (parts.All(part => part.AreEqual)) return Equal(parts.Sum(part => part.Types));
        if (parts.All(part => !part._counted.IsEmpty)) return OfCounts([.. parts.SelectMany(part => part.Counts)]);
        return parts.All(part => !part.Weights.IsEmpty) ? OfWeights([.. parts.SelectMany(part => part.Weights)]) : null;
    }

    /// <summary>Checks that agents can be divided like this.</summary>
    /// <param name="agents">M.</param>
    /// <returns>What is accepted instead; null if they can.</returns>
    internal string? Refusal(int agents)
    {
        if (!_counted.IsEmpty)
        {
            return agents == _counted[^1] ? null : Text(
                $"{_counted[^1]}, the sum of the agents of the environments (a weight instead divides any number)");
        }

        if (agents < Types) return AtLeast(Types);
        for (int type = 0; type < Types && !AreEqual; type++)
        {
            if (First(type, agents) == First(type + 1, agents))
                return Text($"enough for an agent of each type; type {type + 1} has {Share(type):0.######} of them");
        }

        return null;
    }

    /// <summary>What is accepted instead of fewer agents than types.</summary>
    internal static string AtLeast(long types) => Text($"at least {types}, the number of types of the environment");

    /// <summary>The type of an agent.</summary>
    internal int TypeOf(int agent, int agents)
    {
        if (AreEqual) return (int)((long)agent * Types / agents);
        int low = 0, high = Types - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (agent < First(middle + 1, agents)) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    /// <summary>The fraction of the agents that have each type, [types].</summary>
    internal ImmutableArray<double> Fractions(int agents) =>
        [.. Enumerable.Range(0, Types).Select(type => (double)(First(type + 1, agents) - First(type, agents)) / agents)];

    /// <summary>The first agent of a type; the number of agents for the type after the last.</summary>
    private long First(int type, int agents)
    {
        // With equal blocks type i starts at the first agent c with c · types ≥ i · agents.
        if (AreEqual) return ((long)type * agents + Types - 1) / Types;
        if (type == 0) return 0;
        if (_counted.IsEmpty) return (long)Math.Round(_weighted[type - 1] * agents, MidpointRounding.AwayFromZero);
        return agents == _counted[^1]
            ? _counted[type - 1]
            : throw new SpecificationException("agents", Text($"{agents}"), Refusal(agents)!);
    }

    private double Share(int type) => _weighted[type] - (type > 0 ? _weighted[type - 1] : 0);

    private int FewestExact()
    {
        for (int agents = Types; agents < MostDescribed; agents++)
            if (_weighted.All(end => Math.Abs(end * agents - Math.Round(end * agents)) < 1e-9)) return agents;
        return MostDescribed;
    }

    private static IEnumerable<long> Steps(ImmutableArray<long> ends) => ends.Select((end, type) => type > 0 ? end - ends[type - 1] : end);

    private static SpecificationException Refused(int type, string key, double found, string accepted) =>
        new(Text($"environment {type}, {key}"), found.ToString("R", CultureInfo.InvariantCulture), accepted);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
