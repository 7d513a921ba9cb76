using FedPG.Experiments.Presentation.Figures;
using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Results;

namespace FedPG.Experiments.Presentation.Html;

/// <summary>A figure on the page, drawn for a screen and for a phone.</summary>
internal static class HtmlFigure
{
    /// <summary>The figure; empty if it does not apply.</summary>
    public static Html Of(FigureKind figure, ExperimentResults results, PageFiles files)
    {
        if (figure.Picture(results) is not { } picture) return Html.Empty;
        string wide = FigureDrawing.Svg(picture, FigureLayout.Wide).Inline("wide", $"{figure.Name}-w-");
        string tall = FigureDrawing.Svg(picture, FigureLayout.Tall).Inline("tall", $"{figure.Name}-t-");
        var links = new[] { figure.PngName, figure.SvgName }
            .Select(name => (name, Address: files.OfExperiment(name))).Where(link => link.Address is not null)
            .Select(link => Html.Of($""" <a href="{link.Address!}">{link.name}</a>"""));
        return Html.Of($"""
            <figure id="figure-{figure.Name}">
            {new Html(wide)}
            {new Html(tall)}
            <figcaption>{picture.Caption}{Html.Join(links)}</figcaption>
            </figure>
            """);
    }
}
