using FedPG.Experiments.Plots;

namespace FedPG.Experiments.Reports;

/// <summary>A figure on the page, drawn for a screen and for a telephone.</summary>
internal static class HtmlFigure
{
    /// <summary>The figure; nothing where it does not apply.</summary>
    public static Html Of(FigureKind figure, ExperimentResults results)
    {
        if (figure.Content(results) is not { } content) return Html.Empty;
        string wide = FigureDrawing.Svg(content, FigureLayout.Wide).Inline("wide", $"{figure.Name}-w-");
        string tall = FigureDrawing.Svg(content, FigureLayout.Tall).Inline("tall", $"{figure.Name}-t-");
        return Html.Of($"""
            <figure>
            {new Html(wide)}
            {new Html(tall)}
            <figcaption>{content.Caption}</figcaption>
            </figure>
            """);
    }
}
