using FedPG.Control.Processes;
using FedPG.Kernels.Linear;
using FedPG.Scoring;

namespace FedPG.Control.Exact;

/// <summary>
/// The exact value of the policy u = K x + ε with Gaussian noise ε in a linear-quadratic system, and what its gradient consists of, by two
/// Lyapunov equations (Fazel et al. 2018, with discount and noise).
/// </summary>
internal sealed class LinearGain
{
    private LinearGain(
        LinearQuadraticSystem system, Matrix gain, ReadOnlySpan<double> variances, Matrix cost, Matrix visits, double discount)
    {
        (Cost, Visits) = (cost, visits);
        var gained = discount * (system.B.T * cost);
        ActionCost = system.R + gained * system.B;
        Gradient = -2 * ((system.R * gain + gained * (system.A + system.B * gain)) * visits);
        double noiseShare = NoiseShare(discount);
        VarianceGradient = [.. Enumerable.Range(0, system.Actions).Select(i => -noiseShare * ActionCost[i, i])];
        Objective = -(cost.InnerProduct(system.X0) + noiseShare * discount * cost.InnerProduct(system.W));
        for (int i = 0; i < variances.Length; i++) Objective += VarianceGradient[i] * variances[i];
    }

    /// <summary>J: the negative of the expected discounted cost.</summary>
    public double Objective { get; }

    /// <summary>∇_K J, [d][n].</summary>
    public Matrix Gradient { get; }

    /// <summary>P: from x, the policy without noise costs xᵀ P x in a system without noise.</summary>
    public Matrix Cost { get; }

    /// <summary>S = Σ_t γ^t E[x_t x_tᵀ].</summary>
    public Matrix Visits { get; }

    /// <summary>R + γ Bᵀ P B: what a deviation from the action costs, now and later.</summary>
    public Matrix ActionCost { get; }

    /// <summary>The derivatives of J with respect to the variances of the policy's noise, [d].</summary>
    public double[] VarianceGradient { get; }

    /// <summary>Evaluates a gain; null if it does not stabilise the system, that is unless √γ ρ(A + BK) &lt; 1, or if the limit
    /// of work is reached.</summary>
    /// <param name="system">The system.</param>
    /// <param name="gain">K, [d][n].</param>
    /// <param name="variances">The variances of the policy's noise, [d]; none if empty.</param>
    /// <param name="discount">γ in (0, 1], 1 only without any noise.</param>
    /// <param name="meter">Counts the work; null for no limit.</param>
    public static LinearGain? Of(
        LinearQuadraticSystem system, Matrix gain, ReadOnlySpan<double> variances, double discount, WorkMeter? meter = null)
    {
        meter ??= WorkMeter.Unlimited();
        double[] spread = variances.ToArray();
        bool isNoisy = !system.W.IsZero || Array.Exists(spread, variance => variance != 0);
        if (discount == 1 && isNoisy)
            throw new ArgumentOutOfRangeException(nameof(discount), "with noise and no discount the cost is infinite");
        var closed = system.A + system.B * gain;
        var policyNoise = Matrix.Of(system.Actions, system.Actions, (i, j) => i == j && spread.Length > 0 ? spread[i] : 0);
        var noise = system.W + system.B * policyNoise * system.B.T;
        var cost = Lyapunov.Solve(closed, system.Q + gain.T * system.R * gain, discount, meter);
        var visits = Lyapunov.Solve(closed.T, system.X0 + discount * NoiseShare(discount) * noise, discount, meter);
        return cost is null || visits is null ? null : new LinearGain(system, gain, spread, cost, visits, discount);
    }

    /// <summary>Evaluates a gain that must stabilise the system.</summary>
    /// <exception cref="SpecificationException">It does not.</exception>
    public static LinearGain Require(LinearQuadraticSystem system, Matrix gain, ReadOnlySpan<double> variances, double discount) =>
        Of(system, gain, variances, discount) ?? throw new SpecificationException(
            $"system '{system.Name}', gain",
            "a gain that does not stabilise the system",
            "a gain K with a spectral radius of A + BK below 1/√γ");

    /// <summary>
    /// What rounding actions to levels costs, about: tr(R + γBᵀPB) Δ² / (12 (1 − γ)), as of independent uniform noise as wide as a step Δ.
    /// </summary>
    /// <param name="step">Δ.</param>
    /// <param name="discount">γ.</param>
    public double QuantisationCost(double step, double discount)
    {
        double trace = 0;
        for (int i = 0; i < ActionCost.Rows; i++) trace += ActionCost[i, i];
        return trace * step * step / (12 * (1 - discount));
    }

    /// <summary>Σ_t γ^t; 0 without a discount, where nothing is noisy.</summary>
    private static double NoiseShare(double discount) => discount == 1 ? 0 : 1 / (1 - discount);
}
