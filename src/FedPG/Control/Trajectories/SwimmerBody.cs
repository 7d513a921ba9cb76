using FedPG.Control.Processes;
using FedPG.Numerics;

namespace FedPG.Control.Trajectories;

/// <summary>Where a swimmer is along a trajectory: its state has the velocity of the centre of mass but not the place.</summary>
/// <param name="swimmer">The swimmer.</param>
/// <param name="trajectory">The trajectory.</param>
internal sealed class SwimmerBody(Swimmer swimmer, Trajectory trajectory)
{
    private readonly (double X, double Y)[] _centres = Centres(swimmer.TimeStep, trajectory);

    /// <summary>The place of the centre of mass after so many steps, from (0, 0), by the trapezoidal rule.</summary>
    public (double X, double Y) Centre(int steps) => _centres[steps];

    /// <summary>The ends of the links after so many steps, [n + 1], from the tail to the head.</summary>
    public (double X, double Y)[] Joints(int steps)
    {
        int n = swimmer.Geometry.Links;
        var angles = trajectory.State(steps).Slice(2, n);
        var joints = new (double X, double Y)[n + 1];

        // The centre of link 0, then half of that link back.
        var (x, y) = Centre(steps);
        for (int j = 0; j < n; j++)
        {
            x += swimmer.Geometry.Offset(0, j) * Trigonometry.Cos(angles[j]);
            y += swimmer.Geometry.Offset(0, j) * Trigonometry.Sin(angles[j]);
        }

        joints[0] = (x - Trigonometry.Cos(angles[0]) / 2, y - Trigonometry.Sin(angles[0]) / 2);
        for (int i = 0; i < n; i++)
            joints[i + 1] = (joints[i].X + Trigonometry.Cos(angles[i]), joints[i].Y + Trigonometry.Sin(angles[i]));
        return joints;
    }

    private static (double X, double Y)[] Centres(double dt, Trajectory trajectory)
    {
        var centres = new (double X, double Y)[trajectory.Length + 1];
        for (int t = 0; t < trajectory.Length; t++)
        {
            ReadOnlySpan<double> before = trajectory.State(t), after = trajectory.State(t + 1);
            centres[t + 1] = (centres[t].X + dt * (before[0] + after[0]) / 2, centres[t].Y + dt * (before[1] + after[1]) / 2);
        }

        return centres;
    }
}
