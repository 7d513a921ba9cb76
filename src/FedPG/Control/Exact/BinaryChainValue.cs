using FedPG.Control.Processes;
using FedPG.Kernels.Linear;

namespace FedPG.Control.Exact;

/// <summary>
/// The exact value of a binary policy on a chain: u_i = ±1 with P(u_i = 1) = (1 − k x_i)/2, for which the second moment of the state has
/// a recursion of its own, Σ' = (A − kB) Σ (A − kB)ᵀ + B diag(1 − k² Σ_ii) Bᵀ.
/// </summary>
internal static class BinaryChainValue
{
    /// <summary>J = −Σ_t γ^t (tr Σ_t + R d) from the first state of all ones. Holds as long as all |k x_i| are at most 1.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="gain">k.</param>
    /// <param name="discount">γ in (0, 1).</param>
    public static double Of(Chain chain, double gain, double discount)
    {
        int d = chain.Dimensions;
        var closed = Matrix.Of(
            d, d, (i, j) => i == j ? chain.Own - gain * chain.Gain : Math.Abs(i - j) == 1 ? chain.Coupling : 0);
        var moment = Matrix.Of(d, d, (_, _) => 1);
        double objective = 0, weight = 1;
        while (weight > 1e-18)
        {
            double cost = chain.Effort * d;
            for (int i = 0; i < d; i++) cost += moment[i, i];
            objective -= weight * cost;
            weight *= discount;
            var next = closed * moment * closed.T;
            for (int i = 0; i < d; i++) next[i, i] += chain.Gain * chain.Gain * (1 - gain * gain * moment[i, i]);
            moment = next;
        }

        return objective;
    }
}
