using FedPG.Control.Training;

namespace FedPG.Control.Exact;

/// <summary>Scores policies by a formula instead of trajectories. Owns its buffers, so it is not thread-safe.</summary>
internal interface IExactScore
{
    /// <summary>The expectations that trajectories would estimate; their variances are 0.</summary>
    /// <param name="parameters">θ of one policy.</param>
    /// <param name="type">The number of the type.</param>
    EpisodeStatistics Score(ReadOnlySpan<double> parameters, int type);
}
