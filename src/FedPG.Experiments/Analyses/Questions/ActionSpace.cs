using System.Collections.Immutable;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>How the algorithms stand large action sets: rounds, samples and time to a share of what can be gained, and the size of θ.</summary>
internal sealed class ActionSpace : IAnalysis
{
    public string Claim => "Policies over bits need fewer samples than softmax policies once there are many actions, since every sample teaches half of the tree.";

    public Finding Find(FinishedExperiment experiment)
    {
        double share = experiment.Report.Gaps.Max();
        var lines = experiment.Variants.GroupBy(variant => variant.Settings.Algorithm)
            .Select(line => new Line(line.Key, [.. line.OrderBy(variant => Actions(experiment, variant))])).ToList();
        var bits = lines.Find(line => line.Algorithm == "b-rs-fedpg");
        var rows = lines.Find(line => line.Algorithm == "s-fedpg");
        if (bits is null || rows is null) throw new SpecificationException($"{experiment.Path}: fedpg.report.analysis = action-space", "no pair of b-rs-fedpg and s-fedpg", "both");
        var pairs = rows.Variants.Join(bits.Variants, variant => Actions(experiment, variant), variant => Actions(experiment, variant), (one, other) => (Softmax: one, Bits: other, Actions: Actions(experiment, one))).ToList();
        var wins = pairs.Where(pair => pair.Bits.Estimate(run => run.RoundsTo(share)).High < pair.Softmax.Estimate(run => run.RoundsTo(share)).Low).Select(pair => pair.Actions).ToList();
        var losses = pairs.Where(pair => pair.Bits.Estimate(run => run.RoundsTo(share)).Low > pair.Softmax.Estimate(run => run.RoundsTo(share)).High).Select(pair => pair.Actions).ToList();
        int largest = pairs.Max(pair => pair.Actions);
        var (most, counterpart) = pairs.Where(pair => pair.Actions == largest).Select(pair => (pair.Softmax, pair.Bits)).First();
        return new Finding(
            wins.Contains(largest) ? Agreement.Agrees : losses.Contains(largest) ? Agreement.Disagrees : Agreement.Inconclusive,
            $"To a gap of {AnswerText.Percent(share)} b-RS-FedPG needs clearly fewer rounds than S-FedPG for {Places(wins)} and clearly more for {Places(losses)}; "
                + $"at A = {largest} it takes {AnswerText.Count(counterpart.Estimate(run => run.RoundsTo(share)))} rounds against {AnswerText.Count(most.Estimate(run => run.RoundsTo(share)))}, and ends at a gap of "
                + $"{AnswerText.Number(counterpart.Estimate(Share))} of what can be gained against {AnswerText.Number(most.Estimate(Share))}.",
            AnswerTable.Of(
                ["algorithm", "A", $"rounds to {AnswerText.Percent(share)}", "samples an agent", "seconds", "late gap, share", "θ in bytes"],
                lines.SelectMany(line => line.Variants.Select(variant => Row(experiment, line, variant, share)))),
            Chart(experiment, lines, share));
    }

    private static string Places(List<int> actions) => actions.Count == 0 ? "no A" : $"A = {AnswerText.List(actions.Select(number => $"{number}"))}";

    private static int Actions(FinishedExperiment experiment, FinishedVariant variant) => experiment.EnvironmentsOf(variant).Actions;

    /// <summary>The late gap as a share of what there was to gain.</summary>
    private static double Share(FinishedRun run) => run.Rows.IsEmpty ? double.PositiveInfinity : (run.Best - run.Late(row => row.Objective)) / (run.Best - run.Rows[0].Objective);

    /// <summary>The run's wall-clock time, up to the round in proportion.</summary>
    private static double Seconds(FinishedRun run, double share) => run.Summary.ElapsedSeconds * run.RoundsTo(share) / run.Summary.Rounds;

    private static double Bytes(FinishedExperiment experiment, FinishedVariant variant)
    {
        var environments = experiment.EnvironmentsOf(variant);
        int row = variant.Settings.Algorithm == "b-rs-fedpg" ? 2 * new Kernels.Bits.BitTree(environments.Actions).Nodes : environments.Actions;
        return 8.0 * environments.States * row * variant.Settings.Policy.Period;
    }

    private static string[] Row(FinishedExperiment experiment, Line line, FinishedVariant variant, double share) =>
    [
        line.Algorithm, $"{Actions(experiment, variant)}", AnswerText.Count(variant.Estimate(run => run.RoundsTo(share))),
        AnswerText.Count(variant.Estimate(run => run.RoundsTo(share) * run.SamplesARound)), AnswerText.Number(variant.Estimate(run => Seconds(run, share))),
        AnswerText.Number(variant.Estimate(Share)), AnswerText.Count(Bytes(experiment, variant)),
    ];

    private static AnswerChart Chart(FinishedExperiment experiment, List<Line> lines, double share)
    {
        ChartPanel Panel(string quantity, Func<FinishedVariant, Estimate> value) => new()
        {
            Quantity = quantity,
            Against = "actions A",
            IsPlaceLogarithmic = true,
            IsValueLogarithmic = true,
            Series = [.. lines.Select((line, i) => new ChartSeries(line.Algorithm, [.. line.Variants.Select(variant => ChartPoint.Of(Actions(experiment, variant), value(variant)))]) { Hue = i })],
        };
        return new AnswerChart(
            experiment.Report.Question,
            $"Interquartile mean over the seeds with its 95 % interval; a curve ends where the gap of {AnswerText.Percent(share)} is not reached within the rounds.",
            [
                Panel($"samples an agent to {AnswerText.Percent(share)}", variant => variant.Estimate(run => run.RoundsTo(share) * run.SamplesARound)),
                Panel("late gap, share of what can be gained", variant => variant.Estimate(Share)),
            ]);
    }

    private sealed record Line(string Algorithm, ImmutableArray<FinishedVariant> Variants);
}
