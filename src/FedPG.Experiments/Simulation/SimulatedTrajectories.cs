using System.Collections.Immutable;
using System.Globalization;
using FedPG.Control.Trajectories;

namespace FedPG.Experiments.Simulation;

/// <summary>The answer of <c>fedpg simulate</c>.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Episodes">The trajectories, at least one.</param>
internal sealed record SimulatedTrajectories(SimulatedEnvironment Environment, ImmutableArray<Trajectory> Episodes)
{
    /// <summary>The trajectories as text.</summary>
    public TrajectoryTable Table => TrajectoryTable.Of(Environment, Episodes);

    /// <summary>A line about the first trajectory that left the finite numbers; null if none has.</summary>
    public string? Divergence
    {
        get
        {
            int episode = Episodes.ToList().FindIndex(trajectory => !trajectory.IsFinite);
            return episode < 0 ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"episode {episode} diverged: the state or the reward of step {Episodes[episode].Length} is not finite");
        }
    }

    /// <summary>Writes the trajectories as JSON.</summary>
    public void WriteJson(TextWriter output) => TrajectoryJson.Write(output, Environment, Episodes);
}
