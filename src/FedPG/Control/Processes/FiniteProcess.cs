using System.Collections.Immutable;
using FedPG.Environments;

namespace FedPG.Control.Processes;

/// <summary>
/// A finite Markov decision process as a control process: the state is its number 0 … S−1, and an action in [0, A−1] is rounded to the
/// number of an action. With one-hot features, policies and gradients are those of the table. A step into a terminal state ends the
/// trajectory.
/// </summary>
/// <param name="process">The process.</param>
/// <param name="initialDistribution">The distribution of the first state, [S].</param>
/// <param name="discount">γ.</param>
/// <param name="terminalStates">The states that end an episode, ascending.</param>
internal sealed class FiniteProcess(
    MarkovDecisionProcess process, ReadOnlySpan<double> initialDistribution, double discount, ImmutableArray<int> terminalStates)
    : IControlProcess
{
    private readonly double[] _start = initialDistribution.ToArray();

    public ControlShape Shape { get; } = new()
    {
        Name = process.Name,
        StateDimension = 1,
        ActionLow = [0],
        ActionHigh = [process.Actions - 1],
        ResetDraws = 1,
        StepDraws = 1,
        ObservationLevels = [process.States],
        Discount = discount,
    };

    public void Reset(ReadOnlySpan<double> uniforms, Span<double> state) => state[0] = Draw(_start, uniforms[0]);

    public ControlStep Step(ReadOnlySpan<double> state, ReadOnlySpan<double> action, ReadOnlySpan<double> uniforms, Span<double> next)
    {
        int from = (int)state[0], chosen = (int)Math.Round(Math.Clamp(action[0], 0, process.Actions - 1));
        var row = process.Successors(from, chosen);
        int reached = row.States[Draw(row.Probabilities, uniforms[0])];
        next[0] = reached;
        return new ControlStep(process.Reward(from, chosen), terminalStates.BinarySearch(reached) >= 0);
    }

    /// <summary>The first number at which the sum of the probabilities exceeds a uniform one; never an impossible number.</summary>
    private static int Draw(ReadOnlySpan<double> probabilities, double uniform)
    {
        int last = 0;
        double sum = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] == 0) continue;
            last = i;
            sum += probabilities[i];
            if (uniform < sum) break;
        }

        return last;
    }
}
