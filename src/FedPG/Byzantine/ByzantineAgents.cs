using System.Globalization;
using FedPG.Options;
using FedPG.Random;

namespace FedPG.Byzantine;

/// <summary>Which agents of a run are Byzantine.</summary>
internal static class ByzantineAgents
{
    private const string Setting = "faults.byzantine";

    /// <summary>The number of Byzantine agents, the same for all seeds.</summary>
    /// <exception cref="SpecificationException">The options do not fit the number of agents.</exception>
    public static int Count(ByzantineOptions options, int agents)
    {
        var culture = CultureInfo.InvariantCulture;
        if (options.Agents.Length > 0 && options.Fraction > 0)
            throw new SpecificationException(Setting, "a fraction and a list of agents", "one of them");
        if (options.Agents.Length == 0) return Rounded(options.Fraction, agents);
        foreach (int agent in options.Agents)
        {
            if (agent < agents) continue;
            throw new SpecificationException(
                $"{Setting}.agents", agent.ToString(culture), string.Create(culture, $"agents from 0 to {agents - 1}"));
        }

        int count = options.Agents.Distinct().Count();
        if (count < agents) return count;
        throw new SpecificationException($"{Setting}.agents", "all agents", "at least one honest agent");
    }

    /// <summary>Whether each agent is Byzantine, [agents].</summary>
    public static bool[] Of(ByzantineOptions options, long seed, int agents)
    {
        var byzantine = new bool[agents];
        foreach (int agent in options.Agents) byzantine[agent] = true;
        if (options.Agents.Length > 0) return byzantine;

        // Floyd's algorithm: if the drawn agent has already been chosen, j is chosen instead.
        var random = RandomStreams.For(StreamPurpose.Byzantine, (ulong)seed);
        for (int j = agents - Count(options, agents); j < agents; j++)
        {
            int drawn = random.NextInt32(j + 1);
            byzantine[byzantine[drawn] ? j : drawn] = true;
        }

        return byzantine;
    }

    private static int Rounded(double fraction, int agents)
    {
        int count = (int)Math.Round(fraction * agents);
        if (fraction == 0 || (count > 0 && count < agents)) return count;
        string found = string.Create(CultureInfo.InvariantCulture, $"{fraction}, which is {count} of {agents} agents");
        throw new SpecificationException($"{Setting}.fraction", found, "0, or a fraction with at least one Byzantine and one honest agent");
    }
}
