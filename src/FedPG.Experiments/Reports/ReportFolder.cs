using FedPG.Experiments.Plots;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Reports;

/// <summary>What a finished experiment's folder shows.</summary>
public static class ReportFolder
{
    /// <summary>Writes <c>objective.png</c>, <c>objective.svg</c> and <c>report.html</c> from the folder's own records.</summary>
    /// <exception cref="SpecificationException">The records are missing or damaged.</exception>
    public static ExperimentResults WriteAll(string directory)
    {
        ExperimentResults results = ExperimentResults.Load(directory);
        AtomicFile.WriteBytes(Path.Combine(directory, ObjectivePlot.PngName), ObjectivePlot.Png(results));
        AtomicFile.WriteText(Path.Combine(directory, ObjectivePlot.SvgName), ObjectivePlot.Svg(results));
        HtmlReport.Write(results, Path.Combine(directory, HtmlReport.FileName));
        return results;
    }
}
