using System.Collections.Immutable;
using FedPG.Experiments.Reports;

namespace FedPG.Experiments.Plots;

/// <summary>A kind of figure that a report can have.</summary>
/// <param name="Name">Its files' name without what follows the dot.</param>
/// <param name="Content">What it draws; none where it does not apply.</param>
internal sealed record FigureKind(string Name, Func<ExperimentResults, FigureContent?> Content)
{
    public static FigureKind Objective { get; } = new("objective", ObjectiveFigure.Of);

    public static FigureKind Sweep { get; } = new("sweep", SweepFigure.Of);

    public static FigureKind Time { get; } = new("objective-time", TimeFigure.Of);

    public static FigureKind Participation { get; } = new("participation", ParticipationFigure.Of);

    public static ImmutableArray<FigureKind> All { get; } = [Objective, Sweep, Time, Participation];

    public string PngName => $"{Name}.png";

    public string SvgName => $"{Name}.svg";
}
