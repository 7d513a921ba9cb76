using FedPG.Random;

namespace FedPG.Participation;

/// <summary>Partial participation: the agents that the server asks in a round.</summary>
internal static class AskedAgents
{
    /// <summary>
    /// Draws the given fraction of the agents, at least one, uniformly without replacement; returns whether each is asked, [agents].
    /// </summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="round">The round.</param>
    /// <param name="agents">M.</param>
    /// <param name="fraction">The fraction of the agents, in (0, 1].</param>
    public static bool[] Draw(long seed, int round, int agents, double fraction)
    {
        var asked = new bool[agents];
        if (fraction == 1)
        {
            Array.Fill(asked, true);
            return asked;
        }

        // Floyd's algorithm: if the drawn agent has already been chosen, j is chosen instead.
        var random = RandomStreams.For(StreamPurpose.Participation, (ulong)seed, round);
        int count = Math.Clamp((int)Math.Round(fraction * agents), 1, agents);
        for (int j = agents - count; j < agents; j++)
        {
            int drawn = random.NextInt32(j + 1);
            asked[asked[drawn] ? j : drawn] = true;
        }

        return asked;
    }
}
