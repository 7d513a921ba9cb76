using System.Collections.Immutable;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Analyses.Answers;

/// <summary>The figure of an answer: a description that does not depend on how it is drawn.</summary>
/// <param name="Title">The title.</param>
/// <param name="Caption">The meaning of the curves and marks.</param>
/// <param name="Panels">The panels, from left to right.</param>
internal sealed record AnswerChart(string Title, string Caption, ImmutableArray<ChartPanel> Panels)
{
    /// <summary>A chart without panels.</summary>
    public static AnswerChart None { get; } = new("", "", []);
}

/// <summary>A pair of axes with its series.</summary>
internal sealed record ChartPanel
{
    /// <summary>The quantity on the vertical axis.</summary>
    public required string Quantity { get; init; }

    /// <summary>The quantity on the horizontal axis.</summary>
    public required string Against { get; init; }

    public required ImmutableArray<ChartSeries> Series { get; init; }

    /// <summary>Dashed horizontal lines.</summary>
    public ImmutableArray<(string Name, double Value)> References { get; init; } = [];

    /// <summary>Ticks of the horizontal axis; if empty, they are chosen when drawing.</summary>
    public ImmutableArray<(double At, string Text)> Ticks { get; init; } = [];

    public bool IsValueLogarithmic { get; init; }

    public bool IsPlaceLogarithmic { get; init; }
}

/// <summary>How a series is drawn.</summary>
internal enum ChartStyle
{
    /// <summary>Marks with intervals, joined by lines.</summary>
    MarksAndLine,

    /// <summary>A line, with its intervals as a band.</summary>
    Line,

    /// <summary>Marks only.</summary>
    Marks,
}

/// <summary>A named series of points.</summary>
internal sealed record ChartSeries(string Name, ImmutableArray<ChartPoint> Points, ChartStyle Style = ChartStyle.MarksAndLine)
{
    /// <summary>The index of the colour; by default the index in the panel.</summary>
    public int? Hue { get; init; }
}

/// <summary>A value with its interval.</summary>
internal readonly record struct ChartPoint(double At, double Value, double Low, double High)
{
    public static ChartPoint Of(double at, Estimate estimate) => new(at, estimate.Value, estimate.Low, estimate.High);

    public static ChartPoint Of(double at, double value) => new(at, value, value, value);
}
