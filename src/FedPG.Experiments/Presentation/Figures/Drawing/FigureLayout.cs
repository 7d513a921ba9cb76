namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>The size and the arrangement of a figure, in pixels at scale 1.</summary>
internal sealed record FigureLayout
{
    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Whether the panels stand below each other rather than side by side.</summary>
    public required bool Stacked { get; init; }

    /// <summary>Text size of labels and ticks.</summary>
    public required float FontSize { get; init; }

    /// <summary>Longer names of curves are shortened.</summary>
    public required int LongestName { get; init; }

    /// <summary>The maximum width of the labels beside a panel.</summary>
    public float MostLabels => Width * (Stacked ? 0.42f : 0.24f);

    /// <summary>The maximum number of points of a curve, as a fraction of that of the largest picture.</summary>
    public required double Detail { get; init; }

    /// <summary>For a screen or a page.</summary>
    public static FigureLayout Wide { get; } = new()
    {
        Width = 1600,
        Height = 900,
        Stacked = false,
        FontSize = 17,
        LongestName = 30,
        Detail = 1,
    };

    /// <summary>For a telephone.</summary>
    public static FigureLayout Tall { get; } = new()
    {
        Width = 680,
        Height = 1240,
        Stacked = true,
        FontSize = 19,
        LongestName = 18,
        Detail = 0.5,
    };
}
