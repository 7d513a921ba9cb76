using System.Xml.Linq;
using FedPG.Control.Processes;
using FedPG.Control.Trajectories;
using FedPG.Experiments.Presentation.Figures.Drawing;

namespace FedPG.Experiments.Presentation.Animations;

/// <summary>A pendulum, with a bar for the torque.</summary>
/// <param name="process">The constants.</param>
/// <param name="episode">The episode.</param>
/// <param name="colour">The colour of the pendulum.</param>
internal sealed class PendulumScene(Pendulum process, Trajectory episode, string colour) : IScene
{
    private const double Middle = Stage.Width / 6;
    private const double Axis = 120;
    private const double Bar = 60;

    public double Width => Stage.Width / 3;

    public double FrameRate => 25;

    public double Height => 262;

    public double TimeStep => Pendulum.Tau;

    public IEnumerable<XElement> Draw(Motion motion)
    {
        double length = Math.Clamp(85 * process.Length, 30, 105);
        yield return Stage.Label(Middle - Bar - 2, Height - 17, "torque", Palette.Muted, 11);
        yield return Stage.Line(Middle - Bar, Height - 8, Middle + Bar, Height - 8, Palette.Grid, 5);
        yield return Stage.Line(
            Middle, Height - 8, Middle, Height - 8, Palette.Muted, 5,
            motion.Attribute("x2", t => Stage.Text(Middle - (t == 0 ? 0 : Bar * Math.Clamp(episode.Action(t - 1)[0], -1, 1)))));

        // The angle grows counterclockwise, that of SVG clockwise.
        yield return Stage.Group(
            new XAttribute("transform", $"translate({Stage.Text(Middle)} {Stage.Text(Axis)})"),
            Stage.Group(
                Stage.Line(0, 0, 0, -length, colour, 11),
                motion.Transform("rotate", t => Stage.Text(-episode.State(t)[0] * 180 / Math.PI))),
            Stage.Circle(0, 0, 5, Palette.Ink));
    }
}
