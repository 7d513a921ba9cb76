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
        var methods = results.Variants.GroupBy(variant => variant.Method).ToArray();
        string[] tasks = [.. methods[0].Select(variant => variant.Task)];
        if (methods.Length < 2 || methods.Any(method => !method.Select(variant => variant.Task).SequenceEqual(tasks))) return null;
        var first = methods[0].ToArray();
        var starts = tasks.Select((_, task) => Start(methods.Select(method => method.ElementAt(task)))).ToArray();
        return new ReportTable
        {
            Name = Name,
            Title = tasks.Length == 1 ? "Comparison" : $"Comparison over {tasks.Length} tasks",
            Caption = "Score: 0 is the lowest start of any variant in the task, 1 the best stationary policy found; interquartile mean "
                + "over all runs of all tasks. Probability: that a random run of the variant ends higher than a random one of the first "
                + "variant in the same task, ties counted half. "
                + "Brackets: 95 % percentile intervals of the bootstrap, runs resampled within their task.",
            Headings = ["variant", "tasks", "runs", "score", $"better than {first[0].Method}"],
            Rows = [.. methods.Select(method => Row(method.ToArray(), first, starts))],
            Variants = tasks.Length == 1 ? [.. methods.Select(method => results.Variants.IndexOf(method.First()))] : [],
        };
    }

    private static ImmutableArray<TableCell> Row(VariantResult[] method, VariantResult[] first, double?[] starts)
    {
        double[][] finals = Finals(method);
        double[][] scores = [.. method.Select((variant, task) => Scores(variant, finals[task], starts[task]))];
        Estimate? score = scores.Any(task => task.Length == 0) ? null : Estimate.Over(scores);
        Estimate? probability = ReferenceEquals(method[0], first[0]) ? null : ImprovementProbability.Of(finals, Finals(first));
        return
        [
            method[0].Method,
            TableCell.Count(method.Length),
            TableCell.Count(method.Sum(variant => variant.Counted.Length)),
            TableCell.Of(score, NumberText.Value),
            TableCell.Of(probability, Share),
        ];
    }

    private static double[][] Finals(VariantResult[] method) => [.. method.Select(variant => variant.Finals(run => run.Objective)!)];

    private static double? Start(IEnumerable<VariantResult> task)
    {
        var curves = task.Select(variant => variant.Curve.Value).Where(curve => curve.Length > 0);
        double[] starts = [.. curves.Select(curve => curve[0]).Where(double.IsFinite)];
        return starts.Length == 0 ? null : starts.Min();
    }

    private static double[] Scores(VariantResult variant, double[] finals, double? start)
    {
        double span = (variant.Runs[0].Summary.ReferenceValues.BestMemoryless - start) ?? 0;
        return span > 0 ? Array.ConvertAll(finals, final => (final - start!.Value) / span) : [];
    }

    private static string Share(Estimate probability)
    {
        string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
        return probability.Spread == Spread.Interval
            ? $"{Text(probability.Value)} [{Text(probability.Low)}, {Text(probability.High)}]"
            : Text(probability.Value);
    }
}
