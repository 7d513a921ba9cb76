using ScottPlot;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>A label on the right of a panel, with a line to its value.</summary>
/// <param name="Name">The first part, semi-bold for a curve.</param>
/// <param name="Value">The value at which the line starts.</param>
/// <param name="Number">The second part; may be empty.</param>
/// <param name="Hue">The line's colour.</param>
/// <param name="Shape">The marks of the curve; null for none.</param>
/// <param name="IsCurve">Whether the label is that of a curve, not of a reference value.</param>
internal sealed record PanelLabel(string Name, double Value, string Number, string Hue, MarkerShape? Shape, bool IsCurve)
{
    /// <summary>The label of a curve's end.</summary>
    public static PanelLabel Of(FigureCurve curve, string name, string number) => new(
        name,
        curve.Value[^1],
        number,
        Palette.Hue(curve.Index),
        Palette.HasShape(curve.Index) ? Palette.Shape(curve.Index) : null,
        IsCurve: true);
}
