using FedPG.Control.Processes;

namespace FedPG.Experiments.Presentation.Figures.Trajectories;

/// <summary>The two variables of a process that its phase portrait shows.</summary>
/// <param name="X">The horizontal variable, from 0.</param>
/// <param name="Y">The vertical variable, from 0.</param>
/// <param name="XName">The name of the horizontal variable.</param>
/// <param name="YName">The name of the vertical variable.</param>
internal sealed record PhaseAxes(int X, int Y, string XName, string YName)
{
    /// <summary>Whether the horizontal variable is an angle that is shown in [−π, π].</summary>
    public bool IsAngle { get; init; }

    /// <summary>A value of the horizontal variable with a name.</summary>
    public (double At, string Name)? Line { get; init; }

    /// <summary>The axes of a process; null if it has none that are known.</summary>
    public static PhaseAxes? Of(ControlProcess process) => process switch
    {
        LaneProcess<CartPole> => new(2, 3, "angle of the pole (rad)", "its velocity (rad/s)"),
        LaneProcess<Pendulum> => new(0, 1, "angle from upright (rad)", "its velocity (rad/s)") { IsAngle = true },
        LaneProcess<MountainCar> => new(0, 1, "position", "velocity") { Line = (0.45, "goal") },
        LaneProcess<Acrobot> => new(0, 2, "angle of the first link from hanging (rad)", "its velocity (rad/s)") { IsAngle = true },
        ScalarProcess { Shape.StateDimension: >= 2 } => new(0, 1, "state 1", "state 2"),
        _ => null,
    };
}
