using FedPG.Experiments.Plots;
using FedPG.Experiments.Records;
using FedPG.Experiments.Tables;

namespace FedPG.Experiments.Reports;

/// <summary>What a finished experiment's folder shows.</summary>
public static class ReportFolder
{
    /// <summary>Writes the figures that apply, each as PNG and SVG, the tables and <c>report.html</c> from the folder's own records.</summary>
    /// <exception cref="SpecificationException">The records are missing or damaged.</exception>
    public static ExperimentResults WriteAll(string directory)
    {
        ExperimentResults results = ExperimentResults.Load(directory);
        foreach (FigureKind figure in FigureKind.All) Write(directory, figure, results);
        TableFiles.Write(directory, ReportTables.Of(results));
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
