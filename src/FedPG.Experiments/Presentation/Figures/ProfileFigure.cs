using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>Performance profiles: the share of runs above a score, for every score.</summary>
internal static class ProfileFigure
{
    private const int Points = 201;

    /// <summary>Scores below this are not shown: one run that ends far below its start would leave no room for the others.</summary>
    private const double Lowest = -1;

    /// <summary>The figure; null unless several methods have scores on the same tasks, and all of their variants a finished run.</summary>
    public static FigureContent? Of(ExperimentResults results)
    {
        if (results.Variants.Any(variant => variant.IsUnderWay)) return null;
        var methods = TaskScores.Of(results);
        if (methods.IsEmpty || methods.Any(method => method.Scores is null)) return null;
        double[] finite = [.. methods.SelectMany(method => method.Scores!).SelectMany(runs => runs).Where(double.IsFinite)];
        if (finite.Length == 0) return null;
        double low = Math.Max(Lowest, Math.Min(0, finite.Min())), high = Math.Max(1, finite.Max());
        double[] thresholds = [.. Enumerable.Range(0, Points).Select(i => low + (high - low) * i / (Points - 1))];
        int tasks = methods[0].Variants.Length;
        return new FigureContent
        {
            Title = PrintableText.Of($"{results.Title}: performance profiles"),
            Subtitle = $"Runs of {(tasks == 1 ? "one task" : $"{tasks} tasks")}; shaded: 95 % bootstrap intervals.",
            Caption = "The share of runs that end above a score, for every score: 0 is the lowest start of any variant in the task, 1 the "
                + "best stationary policy found. A curve that is nowhere below another one is the better one. Failed runs are above none.",
            Quantity = "share of runs above the score",
            Against = "score",
            Curves = [.. methods.Select((method, index) => Curve(method, index, thresholds))],
            IsCount = true,
            HasEndValues = false,
        };
    }

    private static FigureCurve Curve(TaskScores method, int index, double[] thresholds)
    {
        Estimate[] shares = PerformanceProfile.Of(method.Scores!, thresholds);
        return new FigureCurve(
            PrintableText.Of(method.Method),
            index,
            thresholds,
            Array.ConvertAll(shares, share => share.Value),
            Array.ConvertAll(shares, share => share.Low),
            Array.ConvertAll(shares, share => share.High),
            shares[0].Count,
            shares[0].Spread);
    }
}
