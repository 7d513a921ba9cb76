
namespace FedPG.Experiments.Results;

/// <summary>The objective of one run against rounds, in as many points as a small picture needs.</summary>
/// <param name="Rounds">[points], ascending.</param>
/// <param name="Objective">J, [points]; finite values only.</param>
internal sealed record RunTrace(double[] Rounds, double[] Objective)
{
    private const int Buckets = 50;

    /// <summary>Thins the rows of a run.</summary>
    internal static RunTrace Of(RunRows run)
    {
        var finite = run.Rows.Where(row => double.IsFinite(row.Objective)).ToArray();
        double[] objective = Array.ConvertAll(finite, row => row.Objective);
        int[] kept = Thinning.Indices(objective, Buckets);
        return new RunTrace(Array.ConvertAll(kept, i => (double)finite[i].Round), Array.ConvertAll(kept, i => objective[i]));
    }
}
