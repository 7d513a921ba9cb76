using System.Globalization;
using FedPG.Control.Trajectories;
using FedPG.Environments;

namespace FedPG.Experiments.Simulation;

/// <summary>Given actions in worlds whose states offer different actions.</summary>
internal static class OfferedChoices
{
    /// <summary>Requires that each action of a trajectory was one of those that its state offers.</summary>
    /// <param name="sets">The actions of each state.</param>
    /// <param name="trajectory">The trajectory, of a finite environment.</param>
    /// <param name="episode">Its number, for the message.</param>
    /// <exception cref="SpecificationException">A state does not offer the action that was given for it.</exception>
    public static void Require(ActionSets sets, Trajectory trajectory, int episode)
    {
        for (int step = 0; step < trajectory.Length && !sets.AreFull; step++)
        {
            int state = (int)trajectory.State(step)[0], action = (int)trajectory.Action(step)[0], last = sets.Count(state) - 1;
            if (action <= last) continue;
            throw new SpecificationException(
                string.Create(CultureInfo.InvariantCulture, $"--actions, episode {episode}, step {step}"),
                string.Create(CultureInfo.InvariantCulture, $"action {action} in state {state}"),
                last == 0 ? "0, its only action" : string.Create(CultureInfo.InvariantCulture, $"an integer from 0 to {last}"));
        }
    }
}
