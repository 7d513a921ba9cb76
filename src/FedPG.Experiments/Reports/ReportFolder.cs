using FedPG.Experiments.Analyses;
using FedPG.Experiments.Plots;
using FedPG.Experiments.Records;
using FedPG.Experiments.Tables;
using FedPG.Federation;

namespace FedPG.Experiments.Reports;

/// <summary>What a finished experiment's folder shows.</summary>
public static class ReportFolder
{
    /// <summary>Writes the figures that apply, each as PNG and SVG, the tables and <c>report.html</c> from the folder's own records.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="catalogue">What the names in its configuration stand for; <see cref="Files.ExperimentCatalogue.Default"/> when null.</param>
    /// <param name="cancellationToken">Ends the writing between two files.</param>
    /// <exception cref="SpecificationException">The records are missing or damaged.</exception>
    public static ExperimentResults WriteAll(
        string directory, FederationCatalogue? catalogue = null, CancellationToken cancellationToken = default)
    {
        ExperimentResults results = ExperimentResults.Load([directory], catalogue);
        foreach (FigureKind figure in FigureKind.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(directory, figure, results);
        }

        TableFiles.Write(directory, ReportTables.Of(results));
        foreach (var answer in results.Answers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FolderAnswer.Write(directory, answer);
        }

        cancellationToken.ThrowIfCancellationRequested();
        HtmlReport.Write(results, Path.Combine(directory, HtmlReport.FileName));
        return results;
    }

    // One that no longer applies must not stay from an earlier report.
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
}
