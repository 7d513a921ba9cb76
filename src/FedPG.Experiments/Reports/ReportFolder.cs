using FedPG.Experiments.Analyses;
using FedPG.Experiments.Plots;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Reports;

/// <summary>What a finished experiment's folder shows.</summary>
public static class ReportFolder
{
    /// <summary>Writes the figures that apply, each as PNG and SVG, and <c>report.html</c> from the folder's own records.</summary>
    /// <exception cref="SpecificationException">The records are missing or damaged.</exception>
    public static ExperimentResults WriteAll(string directory)
    {
        ExperimentResults results = ExperimentResults.Load(directory);
        foreach (FigureKind figure in FigureKind.All)
        {
            if (figure.Content(results) is not { } content) continue;
            AtomicFile.WriteBytes(Path.Combine(directory, figure.PngName), FigureDrawing.Png(content));
            AtomicFile.WriteText(Path.Combine(directory, figure.SvgName), FigureDrawing.Svg(content, FigureLayout.Wide).Document());
        }

        foreach (var answer in results.Answers) FolderAnswer.Write(directory, answer);
        HtmlReport.Write(results, Path.Combine(directory, HtmlReport.FileName));
        return results;
    }
}
