namespace FedPG.Experiments.Presentation.Html;

/// <summary>The frame that all pages share, with the style sheet.</summary>
internal static class HtmlPage
{
    /// <summary>The page.</summary>
    /// <param name="title">The title of the window.</param>
    /// <param name="head">What else belongs into the head.</param>
    /// <param name="content">The content.</param>
    public static string Of(string title, Html head, Html content) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        {head}<title>{title}</title>
        <style>
        {new Html(HtmlStyle.Sheet)}
        </style>
        </head>
        <body>
        <main>
        {content}</main>
        </body>
        </html>

        """).Markup;
}
