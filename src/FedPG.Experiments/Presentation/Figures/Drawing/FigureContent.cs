using System.Collections.Immutable;
using System.Globalization;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;
using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Curves in axes: what a figure draws, without saying where.</summary>
internal sealed record FigureContent : IPicture
{
    public required string Title { get; init; }

    public required string Subtitle { get; init; }

    /// <inheritdoc/>
    public required string Caption { get; init; }

    /// <summary>The quantity drawn, above the axes.</summary>
    public required string Quantity { get; init; }

    /// <summary>What it is drawn against, with its unit: below the axes.</summary>
    public required string Against { get; init; }

    public required ImmutableArray<FigureCurve> Curves { get; init; }

    public ImmutableArray<FigureReference> References { get; init; } = [];

    /// <summary>Whether the quantity is a count: its axis starts at 0 and nothing of it is enlarged.</summary>
    public bool IsCount { get; init; }

    /// <summary>Whether curves hold log₁₀ of the quantity.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Ticks of the lower axis; empty for some in equal distances.</summary>
    public ImmutableArray<(double At, string Text)> Ticks { get; init; } = [];

    /// <summary>Ticks of the upright axis; empty for some in equal distances.</summary>
    public ImmutableArray<(double At, string Text)> ValueTicks { get; init; } = [];

    /// <summary>Whether points are marked, each with its interval, since nothing is known between them.</summary>
    public bool AreMarked { get; init; }

    /// <summary>A second panel, drawn instead of an enlarged part; or none.</summary>
    public FigureContent? Beside { get; init; }

    /// <inheritdoc/>
    public string Description => FigureDescription.Of(this);

    /// <inheritdoc/>
    public FigureLayout Fit(FigureLayout layout) => layout;

    /// <inheritdoc/>
    public void Draw(SKCanvas canvas, FigureLayout layout) => new Figure(this, layout).Draw(canvas);

    /// <summary>A value of the quantity as it is written beside its curve.</summary>
    public string Text(Estimate value)
    {
        if (IsCount) return value.Value.ToString("#,0.##", CultureInfo.InvariantCulture);
        return IsLogarithmic
            ? NumberText.ThreeDigits(Math.Pow(10, value.Value))
            : NumberText.Centre(value);
    }
}
