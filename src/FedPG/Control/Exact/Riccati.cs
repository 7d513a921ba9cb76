using FedPG.Control.Processes;
using FedPG.Kernels.Linear;
using FedPG.Scoring;

namespace FedPG.Control.Exact;

/// <summary>The optimal linear gain of a system by the discrete Riccati equation.</summary>
internal static class Riccati
{
    private const int Doublings = 60;
    private const int Corrections = 2;
    private const int FewestDoublings = 4;

    /// <summary>The multiplications that an optimum takes at least: with fewer doublings only trivial systems converge.</summary>
    /// <param name="states">n.</param>
    public static double LeastWork(int states) => FewestDoublings * 9 * Math.Pow(states, 3);

    /// <summary>
    /// The optimal gain K of u = K x. P is found by structure-preserving doubling (Chu et al. 2004), which converges quadratically; steps
    /// of policy iteration (Hewer 1971) then correct the gain.
    /// </summary>
    /// <param name="system">The system.</param>
    /// <param name="discount">γ in (0, 1].</param>
    /// <exception cref="SpecificationException">No gain stabilises the system.</exception>
    public static Matrix Gain(LinearQuadraticSystem system, double discount) => Gain(system, discount, WorkMeter.Unlimited())!;

    /// <summary>The optimum J* and its gain.</summary>
    /// <exception cref="SpecificationException">No gain stabilises the system.</exception>
    public static (double Objective, Matrix Gain) Optimum(LinearQuadraticSystem system, double discount) =>
        Optimum(system, discount, WorkMeter.Unlimited())!.Value;

    /// <summary>The optimum J* and its gain; null if the limit of work is reached first.</summary>
    /// <exception cref="SpecificationException">No gain stabilises the system.</exception>
    public static (double Objective, Matrix Gain)? Optimum(LinearQuadraticSystem system, double discount, WorkMeter meter)
    {
        if (Gain(system, discount, meter) is not { } gain) return null;
        if (LinearGain.Of(system, gain, [], discount, meter) is { } value) return (value.Objective, gain);
        return meter.IsSpent ? null : throw NotStabilisable(system);
    }

    /// <summary>Whether some gain stabilises the system, as far as the limit of work allows to tell.</summary>
    /// <param name="system">The system.</param>
    /// <param name="discount">γ in (0, 1].</param>
    /// <param name="meter">Counts the work.</param>
    /// <param name="optimum">The optimum; null if there is none or the limit is reached.</param>
    public static bool IsSolvable(
        LinearQuadraticSystem system, double discount, WorkMeter meter, out (double Objective, Matrix Gain)? optimum)
    {
        try
        {
            optimum = Optimum(system, discount, meter);
            return true;
        }
        catch (SpecificationException)
        {
            optimum = null;
            return false;
        }
    }

    private static Matrix? Gain(LinearQuadraticSystem system, double discount, WorkMeter meter)
    {
        if (Cost(system, discount, meter) is not { } first) return null;
        var gain = GainOf(system, first, discount);
        for (int i = 0; i < Corrections; i++)
        {
            var closed = system.A + system.B * gain;
            if (Lyapunov.Solve(closed, system.Q + gain.T * system.R * gain, discount, meter) is not { } cost)
                return meter.IsSpent ? null : throw NotStabilisable(system);
            gain = GainOf(system, cost, discount);
        }

        return gain;
    }

    /// <summary>K = −(R + γBᵀPB)⁻¹ γBᵀPA.</summary>
    private static Matrix GainOf(LinearQuadraticSystem system, Matrix cost, double discount)
    {
        var gained = discount * (system.B.T * cost);
        return (system.R + gained * system.B).Solve(-1 * (gained * system.A));
    }

    private static Matrix? Cost(LinearQuadraticSystem system, double discount, WorkMeter meter)
    {
        var a = Math.Sqrt(discount) * system.A;
        var g = discount * (system.B * system.R.Solve(system.B.T));
        var h = system.Q;
        var identity = Matrix.Diagonal(system.States);
        for (int i = 0; i < Doublings; i++)
        {
            if (meter.IsSpent) return null;
            meter.Spend(9 * system.A.Cube());

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
