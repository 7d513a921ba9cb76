using System.Globalization;
using System.Xml.Linq;

namespace FedPG.Experiments.Presentation.Animations;

/// <summary>
/// The frames of an episode: some of its steps, shown at equal times, after which the last one stays for a moment. Elements move by SMIL,
/// which needs no script: a list of values, between which the viewer interpolates.
/// </summary>
internal sealed class Motion
{
    /// <summary>The time after the last step, s.</summary>
    private const double Pause = 1;

    private readonly int[] _steps;
    private readonly string _duration;

    /// <summary>Chooses the frames of an episode.</summary>
    /// <param name="length">The number of steps.</param>
    /// <param name="timeStep">The simulated time of a step, s; it is shown in real time.</param>
    /// <param name="rate">The most frames per second.</param>
    public Motion(int length, double timeStep, double rate)
    {
        int stride = Math.Max(1, (int)Math.Round(1 / (rate * timeStep)));
        var frames = Enumerable.Range(0, length / stride + 1).Select(i => i * stride).ToList();
        if (frames[^1] != length) frames.Add(length);
        double perFrame = stride * timeStep;
        frames.AddRange(Enumerable.Repeat(length, (int)Math.Ceiling(Pause / perFrame)));
        _steps = [.. frames];
        _duration = (perFrame * (_steps.Length - 1)).ToString("0.###s", CultureInfo.InvariantCulture);
    }

    /// <summary>Moves an attribute.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="value">The value after so many steps.</param>
    public XElement Attribute(string name, Func<int, string> value) => new(
        Stage.Svg + "animate", new XAttribute("attributeName", name), Values(value), new XAttribute("dur", _duration), Forever());

    /// <summary>Moves an element.</summary>
    /// <param name="kind">translate or rotate.</param>
    /// <param name="value">The arguments after so many steps.</param>
    public XElement Transform(string kind, Func<int, string> value) => new(
        Stage.Svg + "animateTransform", new XAttribute("attributeName", "transform"), new XAttribute("type", kind), Values(value),
        new XAttribute("dur", _duration), Forever());

    private XAttribute Values(Func<int, string> value) => new("values", string.Join(';', _steps.Select(value)));

    private static XAttribute Forever() => new("repeatCount", "indefinite");
}
