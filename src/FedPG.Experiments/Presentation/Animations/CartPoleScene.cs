using System.Xml.Linq;
using FedPG.Control.Processes;
using FedPG.Control.Trajectories;
using FedPG.Experiments.Presentation.Figures.Drawing;

namespace FedPG.Experiments.Presentation.Animations;

/// <summary>A cart with its pole on the track of ±2.4 m.</summary>
/// <param name="process">The constants.</param>
/// <param name="episode">The episode.</param>
/// <param name="colour">The colour of the pole.</param>
internal sealed class CartPoleScene(CartPole process, Trajectory episode, string colour) : IScene
{
    private const double Scale = 120;
    private const double LongestPole = 170;
    private const double Ground = 205;

    public double Width => Stage.Width;

    public double FrameRate => 25;

    public double Height => 230;

    public double TimeStep => CartPole.Tau;

    public IEnumerable<XElement> Draw(Motion motion)
    {
        double length = Math.Min(LongestPole, 2 * process.HalfLength * Scale), middle = Stage.Width / 2;
        yield return Stage.Line(8, Ground, Stage.Width - 8, Ground, Palette.Muted, 2);
        foreach (int metre in (int[])[-2, -1, 0, 1, 2])
        {
            yield return Stage.Line(middle + metre * Scale, Ground, middle + metre * Scale, Ground + 7, Palette.Muted, 1.5);
            string text = metre < 0 ? $"−{Stage.Text(-metre)} m" : $"{Stage.Text(metre)} m";
            yield return Stage.Label(middle + metre * Scale - 10, Ground + 20, text, Palette.Muted, 11);
        }

        var pole = Stage.Group(
            Stage.Line(0, 0, 0, -length, colour, 7),
            motion.Transform("rotate", t => Stage.Text(episode.State(t)[2] * 180 / Math.PI)));
        yield return Stage.Group(
            Stage.Rectangle(-32, Ground - 26, 64, 20, Palette.Ink),
            Stage.Circle(-18, Ground - 5, 5, Palette.Muted),
            Stage.Circle(18, Ground - 5, 5, Palette.Muted),
            Stage.Group(new XAttribute("transform", $"translate(0 {Stage.Text(Ground - 26)})"), pole),
            motion.Transform("translate", t => Stage.Text(middle + episode.State(t)[0] * Scale)));
    }
}
