using FedPG.Random;

namespace FedPG.Control.Trajectories;

/// <summary>Actions of a finite process, drawn from a table of probabilities.</summary>
/// <param name="probabilities">π, [K·S][A] flat, all states of phase 0 first.</param>
/// <param name="actions">A.</param>
/// <param name="period">K: the phase of a step t is t mod K.</param>
internal sealed class TableActions(double[] probabilities, int actions, int period) : IActionSource
{
    private readonly int _states = probabilities.Length / actions / period;

    public bool TryChoose(int step, ReadOnlySpan<double> observation, ref Xoshiro256PlusPlus random, Span<double> action)
    {
        int row = step % period * _states + (int)observation[0];
        double uniform = random.NextDouble(), sum = 0;
        for (int a = 0; a < actions; a++)
        {
            double probability = probabilities[row * actions + a];
            if (probability == 0) continue;

            // The last possible action, where the sum of the probabilities is rounded to less than 1.
            (action[0], sum) = (a, sum + probability);
            if (uniform < sum) break;
        }

        return true;
    }
}
