using FedPG.Control.Processes;
using FedPG.Numerics;

namespace FedPG.Control.Exact;

/// <summary>The optimal linear gain of a system by the discrete Riccati equation.</summary>
internal static class Riccati
{
    private const int Doublings = 60;
    private const int Corrections = 2;

    /// <summary>
    /// The optimal gain K of u = K x. P is found by structure-preserving doubling (Chu et al. 2004), which converges quadratically; steps
    /// of policy iteration (Hewer 1971) then correct the gain.
    /// </summary>
    /// <param name="system">The system.</param>
    /// <param name="discount">γ in (0, 1].</param>
    /// <exception cref="SpecificationException">No gain stabilises the system.</exception>
    public static Matrix Gain(LinearQuadraticSystem system, double discount)
    {
        var gain = GainOf(system, Cost(system, discount), discount);
        for (int i = 0; i < Corrections; i++)
        {
            var closed = system.A + system.B * gain;
            var cost = Lyapunov.Solve(closed, system.Q + gain.T * system.R * gain, discount) ?? throw NotStabilisable(system);
            gain = GainOf(system, cost, discount);
        }

        return gain;
    }

    /// <summary>The optimum J* and its gain.</summary>
    public static (double Objective, Matrix Gain) Optimum(LinearQuadraticSystem system, double discount)
    {
        var gain = Gain(system, discount);
        return (LinearGain.Require(system, gain, [], discount).Objective, gain);
    }

    /// <summary>K = −(R + γBᵀPB)⁻¹ γBᵀPA.</summary>
    private static Matrix GainOf(LinearQuadraticSystem system, Matrix cost, double discount)
    {
        var gained = discount * (system.B.T * cost);
        return (system.R + gained * system.B).Solve(-1 * (gained * system.A));
    }

    private static Matrix Cost(LinearQuadraticSystem system, double discount)
    {
        var a = Math.Sqrt(discount) * system.A;
        var g = discount * (system.B * system.R.Solve(system.B.T));
        var h = system.Q;
        var identity = Matrix.Diagonal(system.States);
        for (int i = 0; i < Doublings; i++)
        {
            // (I + G H)⁻¹ applied to A and to G.
            var both = identity + g * h;
            Matrix toA = both.Solve(a), toG = both.Solve(g);
            var change = a.T * h * toA;
            h = Symmetric(h + change);
            g = Symmetric(g + a * toG * a.T);
            a *= toA;
            if (!h.IsFinite) break;
            if (change.Size() <= 1e-16 * h.Size()) return h;
        }

        throw NotStabilisable(system);
    }

    private static Matrix Symmetric(Matrix matrix) => 0.5 * (matrix + matrix.T);

    private static SpecificationException NotStabilisable(LinearQuadraticSystem system) =>
        new($"system '{system.Name}'", "a system that no linear policy stabilises", "a stabilisable system");
}
