using System.Collections.Immutable;
using System.Globalization;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Tables;

/// <summary>The variants against the first one, over all points of the sweep, which are the strata of the bootstrap.</summary>
internal static class ComparisonTable
{
    public const string Name = "comparison";

    /// <summary>The table; null for a single variant, or if the variants do not have the same tasks.</summary>
    public static ReportTable? Of(ExperimentResults results)
    {
        var methods = TaskScores.Of(results);
        if (methods.IsEmpty) return null;
        int tasks = methods[0].Variants.Length;
        return new ReportTable
        {
            Name = Name,
            Title = tasks == 1 ? "Comparison" : $"Comparison over {tasks} tasks",
            Caption = "Score: 0 is the lowest start of any variant in the task, 1 the best stationary policy found; interquartile mean "
                + "over all runs of all tasks. Optimality gap: the mean amount by which runs fall short of score 1; what they exceed it "
                + "by does not count. Probability: that a random run of the variant ends higher than a random one of the first variant in "
                + "the same task, ties counted half. Brackets: 95 % percentile intervals of the bootstrap, runs resampled within their "
                + "task.",
            Headings = ["variant", "tasks", "runs", "score", $"better than {methods[0].Method}", "optimality gap"],
            Rows = [.. methods.Select(method => Row(method, methods[0]))],
            Variants = tasks == 1 ? [.. methods.Select(method => results.Variants.IndexOf(method.Variants[0]))] : [],
        };
    }

    private static ImmutableArray<TableCell> Row(TaskScores method, TaskScores first)
    {
        Estimate? score = method.Scores is { } scores ? Estimate.Over(scores) : null;
        Estimate? gap = method.Scores is null ? null : OptimalityGap.Of(method.Scores);
        Estimate? probability = method == first ? null : ImprovementProbability.Of(method.Finals, first.Finals);
        return
        [
            method.Method,
            TableCell.Count(method.Variants.Length),
            TableCell.Count(method.Variants.Sum(variant => variant.Counted.Length)),
            TableCell.Of(score, NumberText.Value),
            TableCell.Of(probability, Share),
            TableCell.Of(gap, NumberText.Value),
        ];
    }

    private static string Share(Estimate probability)
    {
        string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
        return probability.Spread == Spread.Interval
            ? $"{Text(probability.Value)} [{Text(probability.Low)}, {Text(probability.High)}]"
            : Text(probability.Value);
    }
}
