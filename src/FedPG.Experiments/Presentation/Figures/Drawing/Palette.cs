using ScottPlot;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>
/// Okabe and Ito's colours, which are distinguishable with any colour vision, without yellow and black, which vanish on white or dark
/// paper. After six curves the colours repeat, with marks of another shape along the line.
/// </summary>
internal static class Palette
{
    /// <summary>Text and axes; the page's dark mode replaces it, so no curve may use it.</summary>
    public const string Ink = "#22262B";

    /// <summary>Secondary text and reference lines.</summary>
    public const string Muted = "#6B737C";

    /// <summary>Grid lines.</summary>
    public const string Grid = "#E9ECEF";

    /// <summary>The enlarged part in the overview.</summary>
    public const string Shade = "#F4F1E6";

    /// <summary>The figure's background.</summary>
    public const string Paper = "#FFFFFF";

    /// <summary>Cells of a grid that are not states.</summary>
    public const string Wall = "#7C858E";

    /// <summary>Cells of a grid.</summary>
    public const string Cell = "#FAFBFC";

    /// <summary>The curves' colours.</summary>
    public static IReadOnlyList<string> Hues { get; } = ["#0072B2", "#009E73", "#E69F00", "#D55E00", "#CC79A7", "#56B4E9"];

    private static readonly (MarkerShape Shape, string Text)[] Shapes =
    [
        (MarkerShape.FilledCircle, ""), (MarkerShape.FilledSquare, "■"), (MarkerShape.FilledTriangleUp, "▲"),
        (MarkerShape.FilledDiamond, "◆"), (MarkerShape.FilledTriangleDown, "▼"), (MarkerShape.OpenSquare, "□"),
    ];

    /// <summary>The colour of the curve with this index.</summary>
    public static string Hue(int index) => Hues[index % Hues.Count];

    /// <summary>The marks of the curve with this index.</summary>
    public static MarkerShape Shape(int index) => Shapes[index / Hues.Count % Shapes.Length].Shape;

    /// <summary>The marks as a character; empty for the first curves, whose lines have no marks.</summary>
    public static string ShapeText(int index) => Shapes[index / Hues.Count % Shapes.Length].Text;

    /// <summary>Whether marks distinguish the curve with this index from another of the same colour.</summary>
    public static bool HasShape(int index) => ShapeText(index).Length > 0;
}
