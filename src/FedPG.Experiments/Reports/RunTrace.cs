using FedPG.Experiments.Plots;

namespace FedPG.Experiments.Reports;

/// <summary>A single run's objective against rounds, as few points as a small picture needs.</summary>
/// <param name="Rounds">[points], ascending.</param>
/// <param name="Objective">J, [points]; where it was finite.</param>
public sealed record RunTrace(double[] Rounds, double[] Objective)
{
    private const int Buckets = 50;

    /// <summary>The trace of a run.</summary>
    internal static RunTrace Of(RunRows run)
    {
        var finite = run.Rows.Where(row => double.IsFinite(row.Objective)).ToArray();
        double[] objective = Array.ConvertAll(finite, row => row.Objective);
        int[] kept = Thinning.Indices(objective, Buckets);
        return new RunTrace(Array.ConvertAll(kept, i => (double)finite[i].Round), Array.ConvertAll(kept, i => objective[i]));
    }
}
