namespace FedPG.Control.Training;

/// <summary>Means over trajectories of one type.</summary>
/// <param name="Objective">The mean discounted return.</param>
/// <param name="ObjectiveVariance">The variance of that mean.</param>
/// <param name="Bonus">The mean discounted entropy bonus, −Σ γ^t ℓ_t.</param>
/// <param name="Return">The mean undiscounted return.</param>
/// <param name="ReturnVariance">The variance of that mean.</param>
/// <param name="Length">The mean number of steps.</param>
/// <param name="Ended">The fraction that ended before the horizon.</param>
internal readonly record struct EpisodeStatistics(
    double Objective, double ObjectiveVariance, double Bonus, double Return, double ReturnVariance, double Length, double Ended)
{
    /// <summary>The statistics of trajectories.</summary>
    /// <param name="discounted">Discounted returns, at least two.</param>
    /// <param name="bonuses">Discounted entropy bonuses.</param>
    /// <param name="returns">Undiscounted returns.</param>
    /// <param name="lengths">Steps.</param>
    /// <param name="ended">The number that ended before the horizon.</param>
    public static EpisodeStatistics Of(
        ReadOnlySpan<double> discounted, ReadOnlySpan<double> bonuses, ReadOnlySpan<double> returns, ReadOnlySpan<double> lengths,
        int ended)
    {
        var (objective, objectiveVariance) = MeanOf(discounted);
        var (total, totalVariance) = MeanOf(returns);
        return new EpisodeStatistics(
            objective, objectiveVariance, MeanOf(bonuses).Mean, total, totalVariance, MeanOf(lengths).Mean,
            (double)ended / discounted.Length);
    }

    /// <summary>Expectations that are known, without variance.</summary>
    /// <param name="objective">The discounted return.</param>
    /// <param name="bonus">The discounted entropy bonus.</param>
    /// <param name="total">The undiscounted return.</param>
    /// <param name="length">The number of steps.</param>
    /// <param name="ended">The probability of an end before the horizon.</param>
    public static EpisodeStatistics Exact(double objective, double bonus, double total, double length, double ended) =>
        new(objective, ObjectiveVariance: 0, bonus, total, ReturnVariance: 0, length, ended);

    /// <summary>A mean, and the variance of that mean.</summary>
    /// <param name="values">Independent values, at least two.</param>
    public static (double Mean, double Variance) MeanOf(ReadOnlySpan<double> values)
    {
        double sum = 0, squares = 0;
        foreach (double value in values) sum += value;
        double mean = sum / values.Length;
        foreach (double value in values) squares += (value - mean) * (value - mean);
        return (mean, squares / (values.Length - 1) / values.Length);
    }
}
