using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>A picture that a report shows as PNG, as SVG and on the page.</summary>
internal interface IPicture
{
    string Title { get; }

    /// <summary>The text below the picture on the page.</summary>
    string Caption { get; }

    /// <summary>The picture in words, for readers who cannot see it.</summary>
    string Description { get; }

    /// <summary>The layout that the picture needs, given a preferred one.</summary>
    FigureLayout Fit(FigureLayout layout);

    /// <summary>Draws the picture on an empty canvas of the layout's size.</summary>
    void Draw(SKCanvas canvas, FigureLayout layout);
}
