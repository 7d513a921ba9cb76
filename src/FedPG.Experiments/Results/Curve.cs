using System.Collections.Immutable;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Results;

/// <summary>A quantity of a variant against rounds or simulated time, over its runs.</summary>
public sealed record Curve
{
    // Enough points for any printed width.
    private const int Buckets = 100;

    /// <summary>No points.</summary>
    public static Curve Empty { get; } = new();

    /// <summary>The rounds or simulated seconds, [points]; thinned to what a picture needs.</summary>
    public ImmutableArray<double> At { get; init; } = [];

    /// <summary>The interquartile mean over the runs, [points]; infinite where more runs have failed than are trimmed.</summary>
    public ImmutableArray<double> Value { get; init; } = [];

    /// <summary>The lower end of the interval or range, [points].</summary>
    public ImmutableArray<double> Low { get; init; } = [];

    /// <summary>The upper end, [points].</summary>
    public ImmutableArray<double> High { get; init; } = [];

    /// <summary>The number of runs.</summary>
    public int Seeds { get; init; }

    /// <summary>The meaning of <see cref="Low"/> and <see cref="High"/>.</summary>
    public Spread Spread { get; init; }

    /// <summary>The places where runs failed, ascending; a failed run counts as infinitely bad from there on.</summary>
    public ImmutableArray<double> Failures { get; init; } = [];

    /// <summary>Whether rounds that only some runs have were left out.</summary>
    public bool Cut { get; init; }

    /// <summary>The estimate at a place between the first and the last point, linear between points.</summary>
    public Estimate ValueAt(double place)
    {
        int next = Math.Clamp(At.Count(at => at < place), 0, At.Length - 1), before = Math.Max(next - 1, 0);
        double share = next == before ? 0 : Math.Clamp((place - At[before]) / (At[next] - At[before]), 0, 1);
        return new Estimate(Between(Value), Between(Low), Between(High), Seeds, Spread);

        double Between(ImmutableArray<double> values) => share switch
        {
            1 => values[next],
            0 => values[before],
            _ => values[before] + share * (values[next] - values[before]),
        };
    }

    /// <summary>The curve of the gap to a reference value.</summary>
    public Curve Below(double reference) => this with
    {
        Value = [.. Value.Select(value => reference - value)],
        Low = [.. High.Select(high => reference - high)],
        High = [.. Low.Select(low => reference - low)],
    };

    /// <summary>The curve of runs with values at the same places.</summary>
    /// <param name="at">[points], ascending.</param>
    /// <param name="values">[runs][points]; infinite from where a run has failed.</param>
    public static Curve Of(double[] at, double[][] values)
    {
        var sample = new double[values.Length];
        var centre = Array.ConvertAll(at, _ => 0.0);
        for (int point = 0; point < at.Length; point++) centre[point] = InterquartileMean.Of(At(point));

        // Intervals cost most, so only the points that are drawn have them.
        int[] kept = [.. Thinning.Indices(centre, Buckets).Union(Thinning.Geometric(at.Length)).Order()];
        Estimate[] estimates = Array.ConvertAll(kept, point => Estimate.Of(At(point)));
        return new Curve
        {
            At = [.. kept.Select(point => at[point])],
            Value = [.. estimates.Select(e => e.Value)],
            Low = [.. estimates.Select(e => e.Low)],
            High = [.. estimates.Select(e => e.High)],
            Seeds = values.Length,
            Spread = estimates.Length == 0 ? Spread.None : estimates[0].Spread,
            Failures =
            [
                .. values.Select(run => Array.FindIndex(run, value => !double.IsFinite(value)))
                    .Where(point => point >= 0).Select(point => at[point]).Order(),
            ],
        };

        double[] At(int point)
        {
            for (int run = 0; run < sample.Length; run++) sample[run] = values[run][point];
            return sample;
        }
    }
}
