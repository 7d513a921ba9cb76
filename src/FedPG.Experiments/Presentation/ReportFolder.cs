using System.Collections.Immutable;
using FedPG.Experiments.Analyses;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Files;
using FedPG.Experiments.Presentation.Animations;
using FedPG.Experiments.Presentation.Figures;
using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Presentation.Html;
using FedPG.Experiments.Presentation.Tables;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;
using FedPG.Federation;

namespace FedPG.Experiments.Presentation;

/// <summary>The report in an experiment's folder.</summary>
public static class ReportFolder
{
    /// <summary>The paths of all files that a report can write, relative to the folder.</summary>
    internal static ImmutableArray<string> Paths { get; } =
    [
        HtmlReport.FileName, HtmlReport.ComparisonName, ExperimentStatus.PageName,
        .. AnswerFiles.Names,
        .. FigureKind.All.SelectMany(figure => (string[])[figure.PngName, figure.SvgName]),
        Animation.FileName,
        .. TableFiles.Paths,
    ];

    /// <summary>Writes the figures that apply, as PNG and SVG, the tables, the answer and <c>report.html</c> from the records.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="catalogue">Resolves the names in the configuration; <see cref="Files.ExperimentCatalogue.Default"/> if null.</param>
    /// <param name="cancellationToken">Ends the writing between two files.</param>
    /// <exception cref="SpecificationException">The records are missing or damaged.</exception>
    public static ReportContent WriteAll(
        string directory, FederationCatalogue? catalogue = null, CancellationToken cancellationToken = default) =>
        WriteAll(directory, new EnvironmentCache(catalogue), cancellationToken);

    /// <summary>Writes the report with environments that may have been built already.</summary>
    internal static ReportContent WriteAll(string directory, EnvironmentCache environments, CancellationToken cancellationToken)
    {
        var content = ReportContent.Load([directory], environments);
        foreach (FigureKind figure in FigureKind.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(directory, figure, content.Results);
        }

        Write(directory, Animation.Of(content.Results));
        TableFiles.Write(directory, ReportTables.Of(content.Results));
        foreach (var answer in content.Answers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AnswerFiles.Write(directory, answer);
        }

        cancellationToken.ThrowIfCancellationRequested();
        HtmlReport.Write(content, Path.Combine(directory, HtmlReport.FileName));
        return content;
    }

    // A figure of an earlier report that no longer applies is removed.
    private static void Write(string directory, FigureKind figure, ExperimentResults results)
    {
        string png = Path.Combine(directory, figure.PngName), svg = Path.Combine(directory, figure.SvgName);
        if (figure.Picture(results) is not { } picture)
        {
            File.Delete(png);
            File.Delete(svg);
            return;
        }

        AtomicFile.WriteBytes(png, FigureDrawing.Png(picture));
        AtomicFile.WriteText(svg, FigureDrawing.Svg(picture, FigureLayout.Wide).Document());
    }

    private static void Write(string directory, Animation? animation)
    {
        string file = Path.Combine(directory, Animation.FileName);
        if (animation is null) File.Delete(file);
        else AtomicFile.WriteText(file, animation.Document());
    }
}
