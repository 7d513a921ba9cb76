using FedPG.Random;

namespace FedPG.Control.Trajectories;

/// <summary>Chooses the actions of a trajectory, one step at a time.</summary>
internal interface IActionSource
{
    /// <summary>Chooses an action; false if there is none, which ends the trajectory.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="observation">The observation, [o].</param>
    /// <param name="random">The stream of the trajectory's actions.</param>
    /// <param name="action">The action, [d].</param>
    bool TryChoose(int step, ReadOnlySpan<double> observation, ref Xoshiro256PlusPlus random, Span<double> action);
}
