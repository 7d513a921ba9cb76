using System.Collections.Immutable;
using System.Globalization;
using FedPG.Control.Trajectories;
using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Figures.Trajectories;

/// <summary>Phase portraits of learned policies, one panel per variant and type.</summary>
internal static class PhaseFigure
{
    /// <summary>The most trajectories of a panel.</summary>
    private const int MostEpisodes = 4;

    /// <summary>Steps of all trajectories of a panel, unless one alone is longer: more hide each other.</summary>
    private const int MostSteps = 800;

    /// <summary>Points of the whole figure: many panels share what a page can carry.</summary>
    private const int MostPoints = 5_000;

    /// <summary>The figure; null without a process whose portrait is known.</summary>
    public static PlaneFigure? Of(ExperimentResults results)
    {
        var runs = results.Trajectories.Select(run => (Run: run, Axes: PhaseAxes.Of(run.Process)))
            .Where(run => run.Axes is not null).ToArray();
        if (runs.Length == 0) return null;
        int points = MostPoints / (runs.Length * MostEpisodes);
        ImmutableArray<PlanePanel> panels = [.. runs.Select(run => Panel(run.Run, run.Axes!, points))];
        return new PlaneFigure
        {
            Title = PrintableText.Of($"{results.Title}: trajectories"),
            Subtitle = "Phase portraits of the learned policies: a ring where a trajectory begins, a dot where it was at the last step.",
            Caption = "The first trajectories of fedpg simulate with the final policy and the seed of the run whose final objective is "
                + "nearest to its variant's estimate. A cross: the environment ended the trajectory.",
            Description = string.Join(" ", runs.Select(run => Describe(run.Run))),
            Panels = Shared(panels),
        };
    }

    private static PlanePanel Panel(RunTrajectories run, PhaseAxes axes, int points)
    {
        int count = Math.Clamp(MostSteps / run.Episodes.Take(MostEpisodes).Max(episode => episode.Length), 1, MostEpisodes);
        var episodes = run.Episodes.Take(count).ToArray();
        var paths = episodes.Select(episode => new PlanePath(
            Pieces(episode, axes, points), Palette.Hue(run.Index), 1.4f, 0.6, episode.Ended ? PathEnd.Cross : PathEnd.Dot));
        var all = episodes.SelectMany(episode => Points(episode, axes, episode.Length + 1)).ToArray();
        var places = all.Select(point => point.X).Append(axes.Line?.At ?? double.NaN);
        return new PlanePanel
        {
            Name = PrintableText.Of(run.Label),
            Detail = string.Create(CultureInfo.InvariantCulture, $"seed {run.Seed}"),
            Horizontal = axes.XName,
            Vertical = axes.YName,
            Paths = [.. paths],
            X = axes.IsAngle ? new ValueRange(-Math.PI, Math.PI) : ValueRange.Of(places)!.Value.Padded(0.05),
            Y = ValueRange.Of(all.Select(point => point.Y))!.Value.Padded(0.05),
            Lines = axes.Line is { } line ? [line] : [],
        };
    }

    /// <summary>Panels of the same variables have the same axes, so that they can be compared.</summary>
    private static ImmutableArray<PlanePanel> Shared(ImmutableArray<PlanePanel> panels) => [.. panels.Select(panel =>
    {
        var same = panels.Where(other => other.Horizontal == panel.Horizontal && other.Vertical == panel.Vertical).ToArray();
        return panel with
        {
            X = new ValueRange(same.Min(other => other.X.Low), same.Max(other => other.X.High)),
            Y = new ValueRange(same.Min(other => other.Y.Low), same.Max(other => other.Y.High)),
        };
    })];

    /// <summary>The path, cut where an angle jumps from one end of its range to the other; both pieces go beyond their end.</summary>
    private static (double X, double Y)[][] Pieces(Trajectory trajectory, PhaseAxes axes, int most)
    {
        var pieces = new List<List<(double X, double Y)>>();
        foreach (var point in Points(trajectory, axes, most))
        {
            var before = pieces.Count == 0 ? point : pieces[^1][^1];
            double jump = axes.IsAngle ? 2 * Math.PI * Math.Round((point.X - before.X) / (2 * Math.PI)) : 0;
            if (jump != 0) pieces[^1].Add((point.X - jump, point.Y));
            if (pieces.Count == 0) pieces.Add([]);
            else if (jump != 0) pieces.Add([(before.X + jump, before.Y)]);
            pieces[^1].Add(point);
        }

        return [.. pieces.Select(piece => piece.ToArray())];
    }

    private static IEnumerable<(double X, double Y)> Points(Trajectory trajectory, PhaseAxes axes, int most)
    {
        int stride = (trajectory.Length + most) / most;
        for (int t = 0; t <= trajectory.Length; t++)
        {
            if (t % stride != 0 && t != trajectory.Length) continue;
            double x = trajectory.State(t)[axes.X];
            yield return (axes.IsAngle ? x - 2 * Math.PI * Math.Round(x / (2 * Math.PI)) : x, trajectory.State(t)[axes.Y]);
        }
    }

    private static string Describe(RunTrajectories run)
    {
        var first = run.Episodes[0];
        string end = first.Ended ? "ended by the environment" : "not ended";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{PrintableText.Of(run.Label)}: the first trajectory has {first.Length} steps, {end}, and the undiscounted return "
                + $"{NumberText.Value(first.UndiscountedReturn)}.");
    }
}
