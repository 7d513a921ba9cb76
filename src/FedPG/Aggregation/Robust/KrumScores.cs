using FedPG.Kernels.Linear;

namespace FedPG.Aggregation.Robust;

/// <summary>The scores of Krum (Blanchard et al. 2017): the sum of an update's squared distances to its n − f − 2 nearest others.</summary>
internal static class KrumScores
{
    /// <summary>The largest f for a number of updates: n is at least 2f + 3.</summary>
    public static int MostByzantine(int updates) => (updates - 3) >> 1;

    /// <summary>The score of each update, [updates]. In a round with few updates, f is the largest for their number.</summary>
    /// <param name="updates">The updates.</param>
    /// <param name="byzantine">f.</param>
    public static double[] Of(UpdateList updates, int byzantine)
    {
        int count = updates.Count, neighbours = Math.Max(0, count - Math.Clamp(byzantine, 0, Math.Max(0, MostByzantine(count))) - 2);
        double[] scores = new double[count], distances = new double[count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++) distances[j] = FixedOrder.SquaredDistance(updates[i], updates[j]);

            // The update itself is left out, even if others are equal to it.
            distances[i] = -1;
            Array.Sort(distances);
            for (int k = 1; k <= neighbours; k++) scores[i] += distances[k];
        }

        return scores;
    }
}
