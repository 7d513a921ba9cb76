using FedPG.Kernels.Columns;

namespace FedPG.Control.Training;

/// <summary>
/// What is subtracted from rewards to go. It must not depend on a trajectory's own actions, so that the gradient stays unbiased.
/// </summary>
internal interface IBaseline
{
    /// <summary>Subtracts the baseline of every step of a batch.</summary>
    /// <param name="batch">The trajectories.</param>
    /// <param name="toGo">G_t on entry, the advantages on return.</param>
    void Subtract(TrajectoryBatch batch, BatchRewardsToGo toGo);
}

/// <summary>No baseline, as in the paper.</summary>
internal sealed class NoBaseline : IBaseline
{
    public void Subtract(TrajectoryBatch batch, BatchRewardsToGo toGo)
    {
    }
}

/// <summary>The mean, at the same step, of the other trajectories' rewards to go, which are 0 once a trajectory has ended.</summary>
internal sealed class MeanBaseline : IBaseline
{
    public void Subtract(TrajectoryBatch batch, BatchRewardsToGo toGo)
    {
        double share = 1.0 / (batch.Trajectories - 1);

        // Columns beyond the last trajectory are 0.
        for (int t = 0; t < batch.Steps; t++) EpisodeColumns.SubtractOthers(toGo.Of(t), share);
    }
}
