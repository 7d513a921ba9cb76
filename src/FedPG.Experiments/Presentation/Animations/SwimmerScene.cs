using System.Xml.Linq;
using FedPG.Control.Processes;
using FedPG.Control.Trajectories;
using FedPG.Experiments.Presentation.Figures.Drawing;

namespace FedPG.Experiments.Presentation.Animations;

/// <summary>A swimmer seen from above, with the path of its centre of mass and a mark for every length of a link.</summary>
internal sealed class SwimmerScene : IScene
{
    private const double TallestScene = 300;
    private const double Margin = 12;

    private readonly SwimmerBody _body;
    private readonly int _length;
    private readonly string _colour;
    private readonly double _left, _top, _scale, _right;

    /// <summary>A scene.</summary>
    /// <param name="process">The constants.</param>
    /// <param name="episode">The episode.</param>
    /// <param name="colour">The colour of the body.</param>
    public SwimmerScene(Swimmer process, Trajectory episode, string colour)
    {
        (_body, _length, _colour, TimeStep) = (new SwimmerBody(process, episode), episode.Length, colour, process.TimeStep);
        var all = Enumerable.Range(0, _length + 1).SelectMany(_body.Joints).ToArray();
        (_left, _right) = (all.Min(point => point.X), all.Max(point => point.X));
        (double low, _top) = (all.Min(point => point.Y), all.Max(point => point.Y));
        _scale = Math.Min((Stage.Width - 2 * Margin) / (_right - _left), (TallestScene - 2 * Margin) / (_top - low));
        Height = (_top - low) * _scale + 2 * Margin + 12;
    }

    public double Width => Stage.Width;

    /// <summary>The places of many joints would make up most of the page.</summary>
    public double FrameRate => 12.5;

    public double Height { get; }

    public double TimeStep { get; }

    public IEnumerable<XElement> Draw(Motion motion)
    {
        for (double x = Math.Ceiling(_left); x <= _right; x++)
        {
            yield return Stage.Line(X(x), 2, X(x), Height - 16, Palette.Grid, 1);
            yield return Stage.Label(X(x) - 3, Height - 3, Stage.Text(x).Replace('-', '−'), Palette.Muted, 11);
        }

        int stride = Math.Max(1, _length / 150);
        var path = Enumerable.Range(0, _length + 1).Where(t => t % stride == 0 || t == _length).Select(t => At(_body.Centre(t)));
        yield return Stage.Polyline(string.Join(' ', path), Palette.Muted, 1.2);
        yield return Stage.Polyline(Points(0), _colour, 7, motion.Attribute("points", Points));
        yield return Stage.Circle(0, 0, 5, Palette.Ink, motion.Attribute("cx", t => Head(t).X), motion.Attribute("cy", t => Head(t).Y));
    }

    private string Points(int t) => string.Join(' ', _body.Joints(t).Select(At));

    private (string X, string Y) Head(int t)
    {
        var (x, y) = _body.Joints(t)[^1];
        return (Stage.Text(X(x)), Stage.Text(Y(y)));
    }

    private string At((double X, double Y) point) => Stage.Point(X(point.X), Y(point.Y));

    private double X(double x) => Margin + (x - _left) * _scale;

    private double Y(double y) => Margin + (_top - y) * _scale;
}
