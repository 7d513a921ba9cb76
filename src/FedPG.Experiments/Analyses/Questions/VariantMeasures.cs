using System.Collections.Immutable;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;
using FedPG.Experiments.Specification;
using FedPG.Experiments.Statistics;
using FedPG.Options;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>What analyses measure on a variant.</summary>
internal static class VariantMeasures
{
    private const int Places = 100;

    extension(VariantResult variant)
    {
        /// <summary>The settings that the runs share.</summary>
        public RunSettings Settings => variant.Runs[0].Specification!.Settings;

        /// <summary>The variant's name without the point of the sweep.</summary>
        public string Family => variant.Runs[0].Specification!.Point.Select(value => variant.Name.Split($" {value.Setting}=")[0])
            .MinBy(name => name.Length) ?? variant.Name;

        /// <summary>The family; if that is only the algorithm's name, the environment's name.</summary>
        public string World => variant.Family == variant.Settings.Algorithm ? variant.Environment : variant.Family;

        /// <summary>The values to compare the objective with.</summary>
        public ReferenceSummary References => variant.Runs[0].Summary.ReferenceValues;

        /// <summary>Whether the settings ask for reference values.</summary>
        public bool HasReferences => variant.Settings.Evaluation.References != ReferenceScope.None;

        /// <summary>The best stationary policy's value.</summary>
        public double Best => variant.Runs[0].Best;

        /// <summary>The gap to the best stationary policy over the last quarter of the scored rounds; infinite for failed runs.</summary>
        public Estimate LateGap => variant.Estimate(run => run.Best - run.Late(row => row.Objective));

        /// <summary>The first scored round whose gap is at most a share of the initial gap.</summary>
        public Estimate RoundsTo(double share) => variant.Estimate(run => run.RoundsTo(share));

        /// <summary>The interquartile mean of a value over the seeds.</summary>
        public Estimate Estimate(Func<RunResult, double> value) => Statistics.Estimate.Of(variant.Values(value));

        /// <summary>A value of each run.</summary>
        public double[] Values(Func<RunResult, double> value) => [.. variant.Runs.Select(value)];

        /// <summary>A value against another one over the scored rounds that all seeds have, each with its interval.</summary>
        public ImmutableArray<ChartPoint> Points(Func<RoundRow, double> at, Func<RoundRow, double> value)
        {
            int common = variant.Runs.Min(run => run.Rows.Length);
            return
            [
                .. Thinned(common).Select(i => ChartPoint.Of(at(variant.Runs[0].Rows[i]), variant.Estimate(run => value(run.Rows[i])))),
            ];
        }
    }

    /// <summary>At most about a hundred points, denser at the start, where curves are steep.</summary>
    private static IEnumerable<int> Thinned(int count)
    {
        int last = -1;
        for (int i = 0; i <= Places; i++)
        {
            int place = (int)Math.Round((count - 1) * Math.Pow((double)i / Places, 1.5));
            if (place != last) yield return last = place;
        }
    }
}
