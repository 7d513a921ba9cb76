namespace FedPG.Control.Training;

/// <summary>
/// Returns of one type's trajectories, averaged over policies. All policies see the same random numbers, so their scores are correlated,
/// and the standard error is that of the trajectories' averages.
/// </summary>
/// <param name="episodes">The number of trajectories.</param>
/// <param name="policies">The number of policies.</param>
internal sealed class EpisodeTotals(int episodes, int policies)
{
    private readonly double[] _discounted = new double[episodes];
    private readonly double[] _returns = new double[episodes];

    /// <summary>The variance of the mean discounted return.</summary>
    public double ObjectiveVariance => EpisodeStatistics.MeanOf(_discounted).Variance;

    /// <summary>The variance of the mean undiscounted return.</summary>
    public double ReturnVariance => EpisodeStatistics.MeanOf(_returns).Variance;

    /// <summary>Adds the trajectories of a policy.</summary>
    /// <param name="discounted">Discounted returns.</param>
    /// <param name="returns">Undiscounted returns.</param>
    public void Add(ReadOnlySpan<double> discounted, ReadOnlySpan<double> returns)
    {
        for (int j = 0; j < _discounted.Length; j++)
        {
            _discounted[j] += discounted[j] / policies;
            _returns[j] += returns[j] / policies;
        }
    }
}
