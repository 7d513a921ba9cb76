using System.Collections.Immutable;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Analyses.Answers;

/// <summary>An answer's figure, without saying where it is drawn: one panel or several beside each other.</summary>
/// <param name="Title">Above it.</param>
/// <param name="Caption">What the curves and marks are.</param>
/// <param name="Panels">From left to right.</param>
internal sealed record AnswerChart(string Title, string Caption, ImmutableArray<ChartPanel> Panels)
{
    /// <summary>No panel.</summary>
    public static AnswerChart None { get; } = new("", "", []);
}

/// <summary>One system of axes.</summary>
internal sealed record ChartPanel
{
    /// <summary>The quantity drawn.</summary>
    public required string Quantity { get; init; }

    /// <summary>What it is drawn against.</summary>
    public required string Against { get; init; }

    public required ImmutableArray<ChartSeries> Series { get; init; }

    /// <summary>Dashed lines.</summary>
    public ImmutableArray<(string Name, double Value)> References { get; init; } = [];

    /// <summary>Ticks of the lower axis; empty for some in equal distances.</summary>
    public ImmutableArray<(double At, string Text)> Ticks { get; init; } = [];

    public bool IsValueLogarithmic { get; init; }

    public bool IsPlaceLogarithmic { get; init; }
}

/// <summary>What is drawn of a series.</summary>
internal enum ChartStyle
{
    /// <summary>Marks with their intervals, joined.</summary>
    MarksAndLine,

    /// <summary>A line with its interval as a band.</summary>
    Line,

    /// <summary>Marks alone.</summary>
    Marks,
}

/// <summary>One curve.</summary>
internal sealed record ChartSeries(string Name, ImmutableArray<ChartPoint> Points, ChartStyle Style = ChartStyle.MarksAndLine)
{
    /// <summary>Its place among the colours; by default its place in the panel.</summary>
    public int? Hue { get; init; }
}

/// <summary>A value with its interval.</summary>
internal readonly record struct ChartPoint(double At, double Value, double Low, double High)
{
    public static ChartPoint Of(double at, Estimate estimate) => new(at, estimate.Value, estimate.Low, estimate.High);

    public static ChartPoint Of(double at, double value) => new(at, value, value, value);
}
