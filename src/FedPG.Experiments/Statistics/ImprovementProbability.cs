namespace FedPG.Experiments.Statistics;

/// <summary>
/// The probability that a random run of X is better than a random run of Y on the same task, ties counting half, averaged over the tasks
/// (Agarwal et al., NeurIPS 2021, section 4.3: the Mann–Whitney statistic), with the interval of the stratified bootstrap.
/// </summary>
internal static class ImprovementProbability
{
    /// <summary>The probability.</summary>
    /// <param name="better">X's values, [tasks][runs], larger is better; −∞ for a failed run.</param>
    /// <param name="than">Y's values on the same tasks, [tasks][runs].</param>
    public static Estimate Of(IReadOnlyList<double[]> better, IReadOnlyList<double[]> than)
    {
        if (better.Count != than.Count) throw new ArgumentException("Both must have the same tasks.", nameof(than));
        double[][,] wins = [.. better.Zip(than, Wins)];
        int runs = better.Sum(task => task.Length) + than.Sum(task => task.Length);
        double value = wins.Average(task => task.Cast<double>().Average());
        if (better.Concat(than).Any(task => task.Length < Estimate.FewestForInterval))
            return new Estimate(value, value, value, runs, Spread.None);
        var first = Resamples.Of([.. better.Select(task => task.Length)], sample: 1);
        var second = Resamples.Of([.. than.Select(task => task.Length)], sample: 2);
        var values = new double[Resamples.Count];
        for (int i = 0; i < values.Length; i++) values[i] = Resampled(wins, first.Counts(i), second.Counts(i));
        var (low, high) = StratifiedBootstrap.Percentiles(values);
        return new Estimate(value, low, high, runs, Spread.Interval);
    }

    private static double[,] Wins(double[] better, double[] than)
    {
        var wins = new double[better.Length, than.Length];
        for (int i = 0; i < better.Length; i++)
        {
            for (int j = 0; j < than.Length; j++) wins[i, j] = better[i] > than[j] ? 1 : better[i] == than[j] ? 0.5 : 0;
        }

        return wins;
    }

    private static double Resampled(double[][,] wins, ReadOnlySpan<ushort> first, ReadOnlySpan<ushort> second)
    {
        double sum = 0;
        foreach (double[,] task in wins)
        {
            var (n, m) = (task.GetLength(0), task.GetLength(1));
            double won = 0;
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < m; j++) won += first[i] * second[j] * task[i, j];
            }

            sum += won / (n * m);
            first = first[n..];
            second = second[m..];
        }

        return sum / wins.Length;
    }
}
