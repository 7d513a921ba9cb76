using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Animations;

/// <summary>One episode of each of a few variants and types as a moving SVG, below each other: no script, no other file.</summary>
internal sealed class Animation
{
    /// <summary>The name of the file in an experiment's folder.</summary>
    public const string FileName = "animation.svg";

    private const int MostScenes = 4;
    private const double Header = 42;
    private const double Gap = 14;

    private readonly ImmutableArray<(RunTrajectories Run, IScene Scene)> _scenes;
    private readonly string _title;

    private Animation(string title, ImmutableArray<(RunTrajectories Run, IScene Scene)> scenes) => (_title, _scenes) = (title, scenes);

    /// <summary>The text below the animation on the page.</summary>
    public string Caption =>
        "The first trajectory of the figures above in real time, with the final policy"
        + (_scenes[0].Scene is SwimmerScene ? "; a link has the length 1" : "") + ".";

    /// <summary>The animation; null without a process that has a moving picture.</summary>
    public static Animation? Of(ExperimentResults results)
    {
        var scenes = results.Trajectories
            .SelectMany(run => SceneKind.All.Select(kind => (Run: run, Scene: kind.Of(run))))
            .Where(entry => entry.Scene is not null)
            .Take(MostScenes)
            .Select(entry => (entry.Run, entry.Scene!))
            .ToImmutableArray();
        return scenes.IsEmpty ? null : new Animation(results.Title, scenes);
    }

    /// <summary>The animation as a file, on white paper.</summary>
    public string Document()
    {
        var root = Root();
        var paper = new XElement(
            Stage.Svg + "rect", new XAttribute("width", "100%"), new XAttribute("height", "100%"), new XAttribute("fill", "white"));
        root.Element(Stage.Svg + "desc")!.AddAfterSelf(paper);
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{root.ToString(SaveOptions.DisableFormatting)}\n";
    }

    /// <summary>The animation as an element of a page.</summary>
    public string Inline()
    {
        var root = Root();
        root.SetAttributeValue("class", "moving");
        return root.ToString(SaveOptions.DisableFormatting);
    }

    private XElement Root()
    {
        string title = PrintableText.Of($"{_title}: one episode"), description = string.Join(" ", _scenes.Select(Describe));
        var (places, height) = Places();
        var root = new XElement(
            Stage.Svg + "svg",
            new XAttribute("viewBox", $"0 0 {Stage.Text(Stage.Width)} {Stage.Text(height)}"),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", $"{title}. {description}"),
            new XElement(Stage.Svg + "title", title),
            new XElement(Stage.Svg + "desc", description));
        foreach (var ((run, scene), (x, y)) in _scenes.Zip(places)) root.Add(Draw(run, scene, x, y));
        return root;
    }

    private static XElement Draw(RunTrajectories run, IScene scene, double x, double y)
    {
        int length = run.Episodes[0].Length;
        var motion = new Motion(length, scene.TimeStep, scene.FrameRate);
        string name = CurveNames.Abbreviated(PrintableText.Of(run.Label), (int)(scene.Width / 10));

        // A line at the lower edge grows with time.
        double edge = scene.Height + 4;
        var progress = motion.Attribute("x2", t => Stage.Text(scene.Width * t / length));
        return Stage.Group(
            new XAttribute("transform", $"translate({Stage.Text(x)} {Stage.Text(y)})"),
            Stage.Label(8, 18, name, Palette.Ink, 15, bold: true),
            Stage.Label(8, 35, Detail(run), Palette.Muted, 12.5),
            Stage.Group(
                new XAttribute("transform", $"translate(0 {Stage.Text(Header)})"),
                scene.Draw(motion),
                Stage.Line(0, edge, 0, edge, Palette.Hue(run.Index), 2, progress)));
    }

    /// <summary>Short, as scenes stand side by side.</summary>
    private static string Detail(RunTrajectories run) => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {run.Seed}, return {NumberText.Value(run.Episodes[0].UndiscountedReturn)}");

    /// <summary>The corners of the scenes, in rows from left to right, and the height of all.</summary>
    private (ImmutableArray<(double X, double Y)> Corners, double Height) Places()
    {
        var corners = ImmutableArray.CreateBuilder<(double X, double Y)>();
        double x = 0, y = 0, height = 0;
        foreach (var (_, scene) in _scenes)
        {
            if (x + scene.Width > Stage.Width + 0.5) (x, y, height) = (0, y + height, 0);
            corners.Add((x, y));
            (x, height) = (x + scene.Width, Math.Max(height, Header + scene.Height + Gap));
        }

        return (corners.ToImmutable(), y + height);
    }

    private static string Describe((RunTrajectories Run, IScene Scene) entry)
    {
        var episode = entry.Run.Episodes[0];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{PrintableText.Of(entry.Run.Label)}: {episode.Length} steps of {entry.Scene.TimeStep:0.####} s, undiscounted return "
                + $"{NumberText.Value(episode.UndiscountedReturn)}.");
    }
}
