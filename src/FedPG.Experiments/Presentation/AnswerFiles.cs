using System.Text.Json;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Files;
using FedPG.Experiments.Presentation.Figures;
using FedPG.Experiments.Presentation.Figures.Drawing;

namespace FedPG.Experiments.Presentation;

/// <summary>The answer in an experiment's folder: <c>answer.json</c> and its figure.</summary>
internal static class AnswerFiles
{
    private const string JsonName = "answer.json";
    private const string PngName = "answer.png";
    private const string SvgName = "answer.svg";

    public static IReadOnlyList<string> Names { get; } = [JsonName, PngName, SvgName];

    public static void Write(string directory, Answer answer)
    {
        AtomicFile.WriteText(Path.Combine(directory, JsonName), JsonSerializer.Serialize(answer, AnswerJson.Shared.Answer) + "\n");
        AtomicFile.WriteBytes(Path.Combine(directory, PngName), ChartDrawing.Png(answer.Chart));
        AtomicFile.WriteText(Path.Combine(directory, SvgName), ChartDrawing.Svg(answer.Chart, FigureLayout.Wide).Document());
    }
}
