using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Something that a report shows as PNG, as SVG and on its page.</summary>
internal interface IPicture
{
    string Title { get; }

    /// <summary>What a page writes below it.</summary>
    string Caption { get; }

    /// <summary>The picture in words, for those who cannot see it.</summary>
    string Description { get; }

    /// <summary>The size it needs where figures have that of <paramref name="layout"/>.</summary>
    FigureLayout Fit(FigureLayout layout);

    /// <summary>Draws it on an empty canvas of that size.</summary>
    void Draw(SKCanvas canvas, FigureLayout layout);
}
