using System.Collections.Immutable;
using System.Globalization;
using FedPG.Experiments.Reports;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Plots;

/// <summary>What a figure draws, without saying where.</summary>
internal sealed record FigureContent
{
    public required string Title { get; init; }

    public required string Subtitle { get; init; }

    /// <summary>What a page writes below it.</summary>
    public required string Caption { get; init; }

    /// <summary>The quantity drawn, above the axes.</summary>
    public required string Quantity { get; init; }

    /// <summary>What it is drawn against, with its unit: below the axes.</summary>
    public required string Against { get; init; }

    public required ImmutableArray<FigureCurve> Curves { get; init; }

    public ImmutableArray<FigureReference> References { get; init; } = [];

    /// <summary>Whether the quantity is a count: its axis starts at 0 and nothing of it is enlarged.</summary>
    public bool IsCount { get; init; }

    /// <summary>Ticks of the lower axis; empty for some in equal distances.</summary>
    public ImmutableArray<(double At, string Text)> Ticks { get; init; } = [];

    /// <summary>Ticks of the upright axis; empty for some in equal distances.</summary>
    public ImmutableArray<(double At, string Text)> ValueTicks { get; init; } = [];

    /// <summary>Whether points are marked, each with its interval, since nothing is known between them.</summary>
    public bool AreMarked { get; init; }

    /// <summary>A value of the quantity as it is written beside its curve.</summary>
    public string Text(MeanInterval value) =>
        IsCount ? value.Mean.ToString("#,0.##", CultureInfo.InvariantCulture) : NumberText.Value(value);
}
