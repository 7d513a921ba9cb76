using System.Collections.Immutable;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;
using FedPG.Experiments.Statistics;
using FedPG.Options;

namespace FedPG.Experiments.Analyses;

/// <summary>The finished runs of one variant at one point of the sweep: they differ in their seed alone.</summary>
/// <param name="Label">Variant and point, e.g. <c>s-fedpg local.steps=5</c>.</param>
/// <param name="Runs">At least one.</param>
internal sealed record FinishedVariant(string Label, ImmutableArray<FinishedRun> Runs)
{
    /// <summary>The settings that the runs share.</summary>
    public RunSettings Settings => Runs[0].Specification.Settings;

    /// <summary>The variant's own name, without the point of the sweep.</summary>
    public string Family => Runs[0].Specification.Point.Select(value => Label.Split($" {value.Setting}=")[0]).MinBy(name => name.Length) ?? Label;

    /// <summary>The environment as the summary names it.</summary>
    public string Environment => Runs[0].Summary.Environment;

    /// <summary>The variant's own name; the environment's where variants have none but the algorithm's.</summary>
    public string World => Family == Settings.Algorithm ? Environment : Family;

    /// <summary>What the objective can be compared with.</summary>
    public ReferenceSummary References => Runs[0].Summary.ReferenceValues;

    /// <summary>Whether reference values were asked for.</summary>
    public bool HasReferences => Settings.Evaluation.References != ReferenceScope.None;

    /// <summary>The best stationary policy's value.</summary>
    public double Best => Runs[0].Best;

    /// <summary>The interquartile mean over the seeds of a value.</summary>
    public Estimate Estimate(Func<FinishedRun, double> value) => Statistics.Estimate.Of(Values(value));

    /// <summary>A value of each run.</summary>
    public double[] Values(Func<FinishedRun, double> value) => [.. Runs.Select(value)];

    /// <summary>The gap to the best stationary policy over the last quarter of the scored rounds; infinite for failed runs.</summary>
    public Estimate LateGap => Estimate(run => run.Best - run.Late(row => row.Objective));

    /// <summary>The objective over the scored rounds that all seeds have, each with its interval.</summary>
    public ImmutableArray<ChartPoint> Curve(Func<RoundRow, double> at, Func<RoundRow, double> value)
    {
        int common = Runs.Min(run => run.Rows.Length);
        return
        [
            .. Thinned(common).Select(i => ChartPoint.Of(at(Runs[0].Rows[i]), Estimate(run => value(run.Rows[i])))),
        ];
    }

    /// <summary>At most about a hundred places, denser at the start where curves bend.</summary>
    private static IEnumerable<int> Thinned(int count)
    {
        int last = -1;
        const int places = 100;
        for (int i = 0; i <= places; i++)
        {
            int place = (int)Math.Round((count - 1) * Math.Pow((double)i / places, 1.5));
            if (place != last) yield return last = place;
        }
    }
}
