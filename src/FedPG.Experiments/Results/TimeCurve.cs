using System.Collections.Immutable;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Results;

/// <summary>Objective against simulated time. Runs close their rounds at different times, so each run is interpolated onto a common
/// grid.</summary>
internal static class TimeCurve
{
    private const int Points = 301;

    /// <summary>The curve up to the time that all runs have reached which did not fail.</summary>
    public static Curve Of(IReadOnlyList<RunRows> runs)
    {
        if (runs.Count == 0) return Curve.Empty;
        double end = runs.Where(run => !run.HasFailed).Select(End).DefaultIfEmpty(runs.Max(End)).Min();
        double[] grid = end > 0 ? [.. Enumerable.Range(0, Points).Select(i => end * i / (Points - 1))] : [0];
        return Curve.Of(grid, [.. runs.Select(run => Values(run, grid))]);
    }

    /// <summary>A run's objective at ascending times, linear between scored rounds. Of rounds that close at the same time the last
    /// counts.</summary>
    internal static double[] Interpolated(ImmutableArray<RoundRow> run, double[] times)
    {
        var values = new double[times.Length];
        int next = 0;
        for (int i = 0; i < times.Length; i++)
        {
            while (next < run.Length && run[next].Tally.SimulatedSeconds <= times[i]) next++;
            if (next == run.Length || next == 0)
            {
                values[i] = run[Math.Max(next - 1, 0)].Objective;
                continue;
            }

            var (before, after) = (run[next - 1], run[next]);
            double start = before.Tally.SimulatedSeconds, share = (times[i] - start) / (after.Tally.SimulatedSeconds - start);
            values[i] = share == 0 ? before.Objective : before.Objective + share * (after.Objective - before.Objective);
        }

        return values;
    }

    private static double End(RunRows run) => run.Rows[^1].Tally.SimulatedSeconds;

    private static double[] Values(RunRows run, double[] grid)
    {
        double[] values = Interpolated(run.Rows, grid);
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]) || (run.HasFailed && grid[i] > End(run))) values[i] = double.NegativeInfinity;
        }

        return values;
    }
}
