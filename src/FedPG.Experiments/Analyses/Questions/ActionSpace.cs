using System.Collections.Immutable;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;
using FedPG.Kernels.Bits;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>How the algorithms scale with the number of actions: rounds, samples and time to a gap, and the size of θ.</summary>
internal sealed class ActionSpace : IAnalysis
{
    public string Claim =>
        "Policies over bits need fewer samples than softmax policies once there are many actions, since actions share the "
        + "logits of their common prefixes.";

    public Finding Find(AnalysisInput experiment)
    {
        double share = experiment.Report.Gaps.Max();
        var lines = experiment.Variants.GroupBy(variant => variant.Settings.Algorithm)
            .Select(line => new Line(line.Key, [.. line.OrderBy(variant => Actions(experiment, variant))])).ToList();
        var bits = lines.Find(line => line.Algorithm == "b-rs-fedpg");
        var rows = lines.Find(line => line.Algorithm == "s-fedpg");
        if (bits is null || rows is null) throw experiment.Lacking("no pair of b-rs-fedpg and s-fedpg", "both");
        var pairs = rows.Variants.Join(
            bits.Variants, variant => Actions(experiment, variant), variant => Actions(experiment, variant),
            (softmax, other) => new Pair(Actions(experiment, softmax), softmax, other)).ToList();
        List<int> wins = [.. pairs.Where(pair => pair.IsWonByBits(share)).Select(pair => pair.Actions)];
        List<int> losses = [.. pairs.Where(pair => pair.IsLostByBits(share)).Select(pair => pair.Actions)];
        var largest = pairs.MaxBy(pair => pair.Actions)!;
        return new Finding(
            wins.Contains(largest.Actions) ? Agreement.Agrees
            : losses.Contains(largest.Actions) ? Agreement.Disagrees : Agreement.Inconclusive,
            $"To a gap of {AnswerText.Percent(share)} b-RS-FedPG needs clearly fewer rounds than S-FedPG for {Places(wins)} and clearly "
                + $"more for {Places(losses)}; at A = {largest.Actions} it takes {AnswerText.Count(largest.Bits.RoundsTo(share))} rounds "
                + $"against {AnswerText.Count(largest.Softmax.RoundsTo(share))}, and ends at a gap of "
                + $"{AnswerText.Number(largest.Bits.Estimate(Share))} of what can be gained against "
                + $"{AnswerText.Number(largest.Softmax.Estimate(Share))}.",
            AnswerTable.Of(
                [
                    "algorithm", "A", $"rounds to {AnswerText.Percent(share)}", "samples per agent", "seconds", "late gap, share",
                    "θ in bytes",
                ],
                lines.SelectMany(line => line.Variants.Select(variant => Row(experiment, line, variant, share)))),
            Chart(experiment, lines, share));
    }

    private static string Places(List<int> actions) =>
        actions.Count == 0 ? "no A" : $"A = {NameList.And(actions.Select(number => $"{number}"))}";

    private static int Actions(AnalysisInput experiment, VariantResult variant) => experiment.EnvironmentsOf(variant).Actions;

    /// <summary>The late gap as a share of the initial gap.</summary>
    private static double Share(RunResult run) => run.Rows.IsEmpty
        ? double.PositiveInfinity
        : (run.Best - run.Late(row => row.Objective)) / (run.Best - run.Rows[0].Objective);

    /// <summary>The wall-clock time until the gap is reached, in proportion to the rounds.</summary>
    private static double Seconds(RunResult run, double share) => run.Summary.ElapsedSeconds * run.RoundsTo(share) / run.Summary.Rounds;

    private static double Bytes(AnalysisInput experiment, VariantResult variant)
    {
        var environments = experiment.EnvironmentsOf(variant);
        int row = variant.Settings.Algorithm == "b-rs-fedpg" ? 2 * new BitTree(environments.Actions).Nodes : environments.Actions;
        return 8.0 * environments.States * row * variant.Settings.Policy.Period;
    }

    private static string[] Row(AnalysisInput experiment, Line line, VariantResult variant, double share) =>
    [
        line.Algorithm, $"{Actions(experiment, variant)}", AnswerText.Count(variant.RoundsTo(share)),
        AnswerText.Count(Samples(variant, share)), AnswerText.Number(variant.Estimate(run => Seconds(run, share))),
        AnswerText.Number(variant.Estimate(Share)), AnswerText.Count(Bytes(experiment, variant)),
    ];

    private static Estimate Samples(VariantResult variant, double share) =>
        variant.Estimate(run => run.RoundsTo(share) * run.SamplesPerRound);

    private static AnswerChart Chart(AnalysisInput experiment, List<Line> lines, double share)
    {
        string gap = AnswerText.Percent(share);
        return new AnswerChart(
            experiment.Report.Question,
            "Interquartile mean over the seeds with its 95 % interval; "
                + $"a curve ends where the gap of {gap} is not reached within the rounds.",
            [
                Panel($"samples per agent to {gap}", variant => Samples(variant, share)),
                Panel("late gap, share of what can be gained", variant => variant.Estimate(Share)),
            ]);

        ChartPanel Panel(string quantity, Func<VariantResult, Estimate> value) => new()
        {
            Quantity = quantity,
            Against = "actions A",
            IsPlaceLogarithmic = true,
            IsValueLogarithmic = true,
            Series = [.. lines.Select((line, i) => new ChartSeries(line.Algorithm, Points(line, value)) { Hue = i })],
        };

        ImmutableArray<ChartPoint> Points(Line line, Func<VariantResult, Estimate> value) =>
            [.. line.Variants.Select(variant => ChartPoint.Of(Actions(experiment, variant), value(variant)))];
    }

    private sealed record Line(string Algorithm, ImmutableArray<VariantResult> Variants);

    /// <summary>Both algorithms with the same number of actions.</summary>
    private sealed record Pair(int Actions, VariantResult Softmax, VariantResult Bits)
    {
        public bool IsWonByBits(double share) => Bits.RoundsTo(share).High < Softmax.RoundsTo(share).Low;

        public bool IsLostByBits(double share) => Bits.RoundsTo(share).Low > Softmax.RoundsTo(share).High;
    }
}
