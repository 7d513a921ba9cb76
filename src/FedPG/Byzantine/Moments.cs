using FedPG.Aggregation;

namespace FedPG.Byzantine;

/// <summary>Moments of updates per parameter; every update counts once.</summary>
internal static class Moments
{
    /// <summary>The mean, [parameters].</summary>
    public static double[] Mean(UpdateList updates)
    {
        double[] mean = new double[updates.Parameters];
        for (int i = 0; i < updates.Count; i++)
        {
            var update = updates[i];
            for (int k = 0; k < mean.Length; k++) mean[k] += update[k];
        }

        for (int k = 0; k < mean.Length; k++) mean[k] /= updates.Count;
        return mean;
    }

    /// <summary>The standard deviation with n − 1, [parameters]; 0 for a single update.</summary>
    public static double[] Deviation(UpdateList updates, double[] mean)
    {
        double[] deviation = new double[mean.Length];
        for (int i = 0; i < updates.Count; i++)
        {
            var update = updates[i];
            for (int k = 0; k < mean.Length; k++) deviation[k] += (update[k] - mean[k]) * (update[k] - mean[k]);
        }

        for (int k = 0; k < mean.Length; k++) deviation[k] = Math.Sqrt(deviation[k] / Math.Max(1, updates.Count - 1));
        return deviation;
    }
}
