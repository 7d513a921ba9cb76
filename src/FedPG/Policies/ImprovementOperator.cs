using FedPG.Kernels.Linear;
using FedPG.Numerics;

namespace FedPG.Policies;

/// <summary>The effect of one application of the improvement operator.</summary>
/// <param name="Raised">The number of probabilities raised to the threshold.</param>
/// <param name="Mass">The probability mass moved, summed over the rows.</param>
public readonly record struct MassMoved(int Raised, double Mass);

/// <summary>
/// The projection-like operator T_τ = L∘U_τ of RS-FedPG (arXiv 2505.23459): in every row of logits each probability below τ is
/// raised to τ, and the same mass is taken from the most probable outcome. Rows without such a probability keep their logits.
/// </summary>
/// <param name="logThreshold">log τ: τ itself may underflow a double.</param>
internal sealed class ImprovementOperator(double logThreshold)
{
    /// <summary>Applies the operator in place.</summary>
    /// <param name="logits">Rows of <paramref name="width"/> logits, flat.</param>
    /// <param name="width">Outcomes per row.</param>
    public MassMoved Apply(Span<double> logits, int width)
    {
        int raised = 0;
        double mass = 0;
        Span<double> probabilities = width <= 256 ? stackalloc double[width] : new double[width];
        Span<double> logs = width <= 256 ? stackalloc double[width] : new double[width];
        for (int start = 0; start < logits.Length; start += width)
        {
            var row = logits.Slice(start, width);
            Softmax.Row(row, probabilities, logs);
            var moved = Raise(probabilities, logs);
            if (moved.Raised == 0) continue;
            logs.CopyTo(row);
            raised += moved.Raised;
            mass += moved.Mass;
        }

        return new MassMoved(raised, mass);
    }

    private MassMoved Raise(ReadOnlySpan<double> probabilities, Span<double> logs)
    {
        int raised = 0, top = 0;
        double mass = 0, threshold = Elementary.Exp(logThreshold);
        for (int a = 0; a < logs.Length; a++)
        {
            if (logs[a] > logs[top]) top = a;
            if (!(logs[a] < logThreshold)) continue; // NaN stays NaN.
            mass += threshold - probabilities[a];
            logs[a] = logThreshold;
            raised++;
        }

        if (raised > 0) logs[top] = Elementary.Log(probabilities[top] - mass);
        return new MassMoved(raised, mass);
    }
}
