namespace FedPG.Aggregation.Robust;

/// <summary>
/// The coordinate-wise median (Yin et al. 2018, arXiv 1803.01498): of an even number of updates, the mean of the two in the middle. Every
/// update counts once, whatever its weight.
/// </summary>
internal sealed class Median : ListAggregator
{
    protected override void Combine(UpdateList updates, in AggregationRound round, Span<double> result)
    {
        double[] column = new double[updates.Count];
        for (int i = 0; i < result.Length; i++)
        {
            updates.Column(i, column);
            result[i] = Of(column);
        }
    }

    /// <summary>The median of numbers, which are sorted in place.</summary>
    public static double Of(Span<double> numbers)
    {
        numbers.Sort();
        double upper = numbers[numbers.Length / 2];
        return numbers.Length % 2 == 1 ? upper : 0.5 * numbers[numbers.Length / 2 - 1] + 0.5 * upper;
    }
}
