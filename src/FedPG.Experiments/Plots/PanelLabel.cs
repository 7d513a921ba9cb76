using ScottPlot;

namespace FedPG.Experiments.Plots;

/// <summary>A text right of a panel with a line that leads to its value.</summary>
/// <param name="Name">The first part, semi-bold for a curve.</param>
/// <param name="Value">Where the line starts.</param>
/// <param name="Number">The second part; may be empty.</param>
/// <param name="Hue">The line's colour.</param>
/// <param name="Pattern">The line's pattern.</param>
/// <param name="IsCurve">A curve's end rather than a reference value.</param>
internal sealed record PanelLabel(string Name, double Value, string Number, string Hue, LinePattern Pattern, bool IsCurve);
