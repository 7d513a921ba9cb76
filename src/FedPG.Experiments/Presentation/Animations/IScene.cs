using System.Xml.Linq;

namespace FedPG.Experiments.Presentation.Animations;

/// <summary>The moving picture of one episode.</summary>
internal interface IScene
{
    /// <summary>The width of the picture, at most <see cref="Stage.Width"/>.</summary>
    double Width { get; }

    /// <summary>The height of the picture.</summary>
    double Height { get; }

    /// <summary>The most frames per second.</summary>
    double FrameRate { get; }

    /// <summary>The simulated time of a step, s.</summary>
    double TimeStep { get; }

    /// <summary>The elements of the picture.</summary>
    /// <param name="motion">The frames of the episode.</param>
    IEnumerable<XElement> Draw(Motion motion);
}
