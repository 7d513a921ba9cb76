using System.Collections.Immutable;
using System.Globalization;
using FedPG.Control.Processes;
using FedPG.Control.Trajectories;
using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Figures.Trajectories;

/// <summary>The paths of swimmers' centres of mass, with their bodies at a few times.</summary>
internal static class PathFigure
{
    private const int Episodes = 4;
    private const int MostPoints = 3_000;
    private const int Bodies = 6;

    /// <summary>The figure; null without swimmers.</summary>
    public static PlaneFigure? Of(ExperimentResults results)
    {
        var runs = results.Trajectories.Where(run => run.Process is LaneProcess<Swimmer>).ToArray();
        if (runs.Length == 0) return null;
        ImmutableArray<PlanePanel> panels = [.. runs.Select(run => Panel(run, MostPoints / (runs.Length * Episodes)))];
        return new PlaneFigure
        {
            Title = PrintableText.Of($"{results.Title}: paths of the swimmers"),
            Subtitle = "The centre of mass, from (0, 0); forward is to the right. Grey: the body of the first trajectory at equal times.",
            Caption = $"The first {Episodes} trajectories of fedpg simulate with the final policy and the seed of the run whose final "
                + "objective is nearest to its variant's estimate. A link has the length 1.",
            Description = string.Join(" ", runs.Select(Describe)),
            Panels = panels,
            IsEqual = true,
            Height = 22,
        };
    }

    private static PlanePanel Panel(RunTrajectories run, int most)
    {
        var swimmer = ((LaneProcess<Swimmer>)run.Process).Dynamics;
        var bodies = run.Episodes.Take(Episodes).Select(episode => (Body: new SwimmerBody(swimmer, episode), episode.Length)).ToArray();
        var first = bodies[0];
        var snapshots = Enumerable.Range(0, Bodies)
            .Select(i => first.Body.Joints(first.Length * i / (Bodies - 1))).ToArray();
        var paths = bodies.Select(body =>
        {
            int stride = (body.Length + most) / most;
            var times = Enumerable.Range(0, body.Length + 1).Where(t => t % stride == 0 || t == body.Length);
            return new PlanePath([[.. times.Select(body.Body.Centre)]], Palette.Hue(run.Index), 1.6f, 0.7, PathEnd.Dot);
        }).ToArray();
        var all = snapshots.SelectMany(joints => joints).Concat(paths.SelectMany(path => path.Pieces[0])).ToArray();
        var (speed, _) = Speed(run);
        return new PlanePanel
        {
            Name = PrintableText.Of(run.Label),
            Detail = string.Create(CultureInfo.InvariantCulture, $"seed {run.Seed}, mean speed {NumberText.Value(speed)}"),
            Horizontal = "x",
            Vertical = "y",
            Paths = [.. snapshots.Select(joints => new PlanePath([joints], Palette.Muted, 2.2f, 0.45, PathEnd.None)), .. paths],
            X = ValueRange.Of(all.Select(point => point.X))!.Value.Padded(0.05),
            Y = ValueRange.Of(all.Select(point => point.Y))!.Value.Padded(0.05),
        };
    }

    /// <summary>The mean forward speed over all trajectories, and its smallest value.</summary>
    private static (double Mean, double Least) Speed(RunTrajectories run)
    {
        var swimmer = ((LaneProcess<Swimmer>)run.Process).Dynamics;
        double[] speeds = [.. run.Episodes.Select(episode =>
            new SwimmerBody(swimmer, episode).Centre(episode.Length).X / (episode.Length * swimmer.TimeStep))];
        return (speeds.Average(), speeds.Min());
    }

    private static string Describe(RunTrajectories run)
    {
        var (mean, least) = Speed(run);
        return $"{PrintableText.Of(run.Label)}: mean forward speed {NumberText.Value(mean)}, at least {NumberText.Value(least)}.";
    }
}
