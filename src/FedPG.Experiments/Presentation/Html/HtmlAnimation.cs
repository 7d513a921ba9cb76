using FedPG.Experiments.Presentation.Animations;
using FedPG.Experiments.Results;

namespace FedPG.Experiments.Presentation.Html;

/// <summary>The animation on the page, which its reader can fold up.</summary>
internal static class HtmlAnimation
{
    /// <summary>The animation; empty if there is none.</summary>
    public static Html Of(ExperimentResults results, PageFiles files)
    {
        if (Animation.Of(results) is not { } animation) return Html.Empty;
        Html link = files.OfExperiment(Animation.FileName) is { } address
            ? Html.Of($""" <a href="{address}">{Animation.FileName}</a>""")
            : Html.Empty;
        return Html.Of($"""
            <details open=""><summary>Animation</summary>
            <figure id="figure-animation">
            {new Html(animation.Inline())}
            <figcaption>{animation.Caption}{link}</figcaption>
            </figure>
            </details>
            """);
    }
}
