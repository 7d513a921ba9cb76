using System.Collections.Immutable;
using FedPG.Control.Processes;
using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Results;

namespace FedPG.Experiments.Presentation.Animations;

/// <summary>A kind of process that has a moving picture.</summary>
/// <param name="Of">The scene of a run's first trajectory; null for other processes.</param>
internal sealed record SceneKind(Func<RunTrajectories, IScene?> Of)
{
    /// <summary>All kinds.</summary>
    public static ImmutableArray<SceneKind> All { get; } =
    [
        new(run => run.Process is LaneProcess<CartPole> one ? new CartPoleScene(one.Dynamics, run.Episodes[0], Colour(run)) : null),
        new(run => run.Process is LaneProcess<Pendulum> one ? new PendulumScene(one.Dynamics, run.Episodes[0], Colour(run)) : null),
        new(run => run.Process is LaneProcess<Swimmer> one ? new SwimmerScene(one.Dynamics, run.Episodes[0], Colour(run)) : null),
    ];

    private static string Colour(RunTrajectories run) => Palette.Hue(run.Index);
}
