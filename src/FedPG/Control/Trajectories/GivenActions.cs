using FedPG.Random;

namespace FedPG.Control.Trajectories;

/// <summary>Actions from a list; a trajectory takes as many steps.</summary>
/// <param name="actions">The actions, [steps][d] flat.</param>
internal sealed class GivenActions(double[] actions) : IActionSource
{
    public bool TryChoose(int step, ReadOnlySpan<double> observation, ref Xoshiro256PlusPlus random, Span<double> action)
    {
        if (step >= actions.Length / action.Length) return false;
        actions.AsSpan(step * action.Length, action.Length).CopyTo(action);
        return true;
    }
}
