using FedPG.Control.Processes;
using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Figures.Trajectories;

/// <summary>How fast learned policies bring linear systems to rest.</summary>
internal static class DecayFigure
{
    private const int MostSteps = 60;

    /// <summary>The figure; null without linear-quadratic systems.</summary>
    public static FigureContent? Of(ExperimentResults results)
    {
        var curves = LogCurves.Of(
            [.. results.Trajectories.Where(run => run.Process is LaneProcess<Chain> or LaneProcess<LinearQuadratic>).Select(Curve)]);
        return curves.Length == 0 ? null : new FigureContent
        {
            Title = PrintableText.Of($"{results.Title}: decay of the state"),
            Subtitle = "The size of the state over the steps of trajectories with the learned policies.",
            Caption = "The root mean square of the state variables, over variables and the first trajectories of fedpg simulate with the "
                + "final policy and the seed of the run whose final objective is nearest to its variant's estimate; logarithmic.",
            Quantity = "root mean square of the state",
            Against = "step",
            Curves = curves,
            IsLogarithmic = true,
        };
    }

    private static FigureCurve Curve(RunTrajectories run)
    {
        int steps = Math.Min(MostSteps, run.Episodes.Min(episode => episode.Length));
        double[] at = [.. Enumerable.Range(0, steps + 1).Select(t => (double)t)];
        double[] sizes = [.. at.Select(t => Math.Sqrt(run.Episodes.Average(episode => MeanSquare(episode.State((int)t)))))];
        return new FigureCurve(PrintableText.Of(run.Label), run.Index, at, sizes, sizes, sizes, 1, Spread.None);
    }

    private static double MeanSquare(ReadOnlySpan<double> state)
    {
        double sum = 0;
        foreach (double x in state) sum += x * x;
        return sum / state.Length;
    }
}
