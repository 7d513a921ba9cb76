using System.Collections.Immutable;
using System.Globalization;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;
using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>The content of a figure of curves, independent of its layout.</summary>
internal sealed record FigureContent : IPicture
{
    public required string Title { get; init; }

    public required string Subtitle { get; init; }

    /// <inheritdoc/>
    public required string Caption { get; init; }

    /// <summary>The quantity on the vertical axis; written above the axes.</summary>
    public required string Quantity { get; init; }

    /// <summary>The quantity on the horizontal axis, with its unit; written below the axes.</summary>
    public required string Against { get; init; }

    public required ImmutableArray<FigureCurve> Curves { get; init; }

    public ImmutableArray<FigureReference> References { get; init; } = [];

    /// <summary>Whether the quantity is a count: the axis starts at 0, and no part is enlarged.</summary>
    public bool IsCount { get; init; }

    /// <summary>Whether the labels of curves have the values at their ends.</summary>
    public bool HasEndValues { get; init; } = true;

    /// <summary>Whether curves hold log₁₀ of the quantity.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Ticks of the horizontal axis; if empty, they are chosen when drawing.</summary>
    public ImmutableArray<(double At, string Text)> Ticks { get; init; } = [];

    /// <summary>Ticks of the vertical axis; if empty, they are chosen when drawing.</summary>
    public ImmutableArray<(double At, string Text)> ValueTicks { get; init; } = [];

    /// <summary>Whether points are marked, with their intervals, as nothing is known between them.</summary>
    public bool AreMarked { get; init; }

    /// <summary>A second panel, drawn instead of an enlarged part; null for none.</summary>
    public FigureContent? Beside { get; init; }

    /// <inheritdoc/>
    public string Description => FigureDescription.Of(this);

    /// <inheritdoc/>
    public FigureLayout Fit(FigureLayout layout) => layout;

    /// <inheritdoc/>
    public void Draw(SKCanvas canvas, FigureLayout layout) => new Figure(this, layout).Draw(canvas);

    /// <summary>A value of the quantity as text.</summary>
    public string Text(Estimate value)
    {
        if (IsCount) return value.Value.ToString("#,0.##", CultureInfo.InvariantCulture);
        return IsLogarithmic
            ? NumberText.ThreeDigits(Math.Pow(10, value.Value))
            : NumberText.Centre(value);
    }
}
