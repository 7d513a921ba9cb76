using FedPG.Kernels.Linear;
using FedPG.Scoring;

namespace FedPG.Control.Exact;

/// <summary>The discrete Lyapunov equation X = C + γ Mᵀ X M.</summary>
internal static class Lyapunov
{
    private const int Doublings = 60;

    /// <summary>
    /// The solution Σ_t γ^t (Mᵀ)^t C M^t by doubling (Smith 1968): each iteration doubles the number of terms. Null if √γ M is not stable,
    /// so that the sum does not converge, or if the limit of work is reached.
    /// </summary>
    /// <param name="m">M, [n][n].</param>
    /// <param name="c">C, [n][n].</param>
    /// <param name="discount">γ.</param>
    /// <param name="meter">Counts the work.</param>
    public static Matrix? Solve(Matrix m, Matrix c, double discount, WorkMeter meter)
    {
        Matrix power = Math.Sqrt(discount) * m, sum = c;
        for (int i = 0; i < Doublings && !meter.IsSpent; i++)
        {
            meter.Spend(3 * m.Cube());
            var term = power.T * sum * power;
            sum += term;
            if (!sum.IsFinite) return null;

            // The power itself must have vanished: the terms of an unstable direction may be 0 by chance.
            power *= power;
            if (power.Size() < 1e-20) return sum;
        }

        return null;
    }
}
