using FedPG.Experiments.Records;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Results;

/// <summary>
/// Curves of scores on sampled trajectories. The spread over several runs contains the errors of their scores; a single run shows those.
/// </summary>
internal static class SampledCurve
{
    /// <summary>The 97.5 % quantile of the normal distribution.</summary>
    private const double Quantile = 1.959964;

    /// <summary>Whether the runs are scored on sampled trajectories.</summary>
    public static bool IsSampled(IReadOnlyList<RunRows> runs) => runs.Count > 0 && runs[0].Rows[0].Episodes is not null;

    /// <summary>The curve of a column; of one run with the 95 % interval of its score.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="value">The column.</param>
    /// <param name="standardError">Its standard error; null if the column is exact.</param>
    public static Curve Of(IReadOnlyList<RunRows> runs, Func<RoundRow, double> value, Func<RoundRow, double?> standardError)
    {
        var curve = RoundCurve.Of(runs, value);
        if (runs.Count != 1 || !IsSampled(runs)) return curve;
        var errors = runs[0].Rows.ToDictionary(row => (double)row.Round, row => Quantile * (standardError(row) ?? 0));
        return curve with
        {
            Low = [.. curve.Value.Zip(curve.At, (value, round) => value - Error(value, round))],
            High = [.. curve.Value.Zip(curve.At, (value, round) => value + Error(value, round))],
            Spread = Spread.Interval,
        };

        double Error(double value, double round) =>
            double.IsFinite(value) && errors.TryGetValue(round, out double error) && double.IsFinite(error) ? error : 0;
    }
}
