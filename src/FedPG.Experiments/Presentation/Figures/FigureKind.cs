using System.Collections.Immutable;
using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Presentation.Figures.Trajectories;
using FedPG.Experiments.Results;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>A kind of figure that a report can have.</summary>
/// <param name="Name">The name of the files, without extension.</param>
/// <param name="Picture">Makes the picture; null if the figure does not apply.</param>
internal sealed record FigureKind(string Name, Func<ExperimentResults, IPicture?> Picture)
{
    public static FigureKind Objective { get; } = new("objective", ObjectiveFigure.Of);

    public static FigureKind Return { get; } = new("return", ReturnFigure.Of);

    public static FigureKind Gap { get; } = new("gap", GapFigure.Of);

    public static FigureKind Sweep { get; } = new("sweep", results => SweepFigure.Of(results) ?? (IPicture?)SweepGridFigure.Of(results));

    public static FigureKind Profiles { get; } = new("profiles", ProfileFigure.Of);

    public static FigureKind Time { get; } = new("objective-time", TimeFigure.Of);

    public static FigureKind Participation { get; } = new("participation", ParticipationFigure.Of);

    public static FigureKind Drift { get; } = new("drift", DriftFigure.Of);

    public static FigureKind Policies { get; } = new("policies", PolicyFigure.Of);

    public static FigureKind Grids { get; } = new("policies-grid", GridFigure.Of);

    public static FigureKind Phases { get; } = new("phases", PhaseFigure.Of);

    public static FigureKind Decay { get; } = new("decay", DecayFigure.Of);

    public static FigureKind Paths { get; } = new("paths", PathFigure.Of);

    public static ImmutableArray<FigureKind> All { get; } =
        [Objective, Return, Gap, Sweep, Profiles, Time, Participation, Drift, Policies, Grids, Phases, Decay, Paths];

    public string PngName => $"{Name}.png";

    public string SvgName => $"{Name}.svg";
}
