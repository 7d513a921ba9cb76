using FedPG.Control.Policies;
using FedPG.Control.Trajectories;
using FedPG.Kernels.Linear;
using FedPG.Random;

namespace FedPG.Control.Exact;

/// <summary>
/// What rounding to levels costs: trajectories of u = K x, and of the level next to it in every dimension, from the same first states and
/// under the same noise. Where no level is 0 a system at rest is pushed to and fro, which the formula of independent errors
/// (<see cref="LinearGain.QuantisationCost"/>) does not know.
/// </summary>
internal static class RoundedGain
{
    /// <summary>The mean loss of return.</summary>
    /// <param name="environments">Linear-quadratic systems, whose state is observed.</param>
    /// <param name="type">The number of the type.</param>
    /// <param name="gain">K, [d][n].</param>
    /// <param name="grid">The levels.</param>
    /// <param name="episodes">The number of trajectories.</param>
    public static double Cost(ControlEnvironments environments, int type, Matrix gain, ActionGrid grid, int episodes)
    {
        var recorder = new TrajectoryRecorder(environments, type, seed: 0);
        Gained free = new(gain, null), rounded = new(gain, grid);
        double loss = 0;
        for (int episode = 0; episode < episodes; episode++) loss += Return(free, episode) - Return(rounded, episode);
        return loss / episodes;

        double Return(Gained actions, int episode) => recorder.Record(actions, episode, recorder.Horizon).Return;
    }

    /// <summary>The actions K x, rounded if there is a grid.</summary>
    private sealed class Gained(Matrix gain, ActionGrid? grid) : IActionSource
    {
        public bool TryChoose(int step, ReadOnlySpan<double> observation, ref Xoshiro256PlusPlus random, Span<double> action)
        {
            for (int i = 0; i < action.Length; i++)
            {
                double sum = 0;
                for (int j = 0; j < observation.Length; j++) sum += gain[i, j] * observation[j];
                action[i] = grid is null ? sum : grid.Nearest(i, sum);
            }

            return true;
        }
    }
}
