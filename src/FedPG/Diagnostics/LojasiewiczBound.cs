namespace FedPG.Diagnostics;

/// <summary>
/// Both sides of a local Łojasiewicz inequality at one θ: ‖∇J_c(θ)‖₂ ≥ C_c(θ) · (J_c* − J_c(θ))^p. The inequality bounds the gradient
/// from below and, equivalently, the gap from above: by (‖∇J_c‖/C_c)^{1/p}.
/// </summary>
/// <param name="GradientNorm">‖∇J_c(θ)‖₂.</param>
/// <param name="Coefficient">C_c(θ), at least 0.</param>
/// <param name="Gap">J_c* − J_c(θ), at least 0.</param>
/// <param name="Exponent">p: 1, or ½ for the objective with the entropy bonus.</param>
/// <param name="LargestGap">A gap that no policy exceeds: the range of the rewards (and bonus), times 1/(1−γ).</param>
public readonly record struct LojasiewiczBound(double GradientNorm, double Coefficient, double Gap, double Exponent, double LargestGap)
{
    /// <summary>The right side, C_c (J_c* − J_c)^p.</summary>
    public double Bound => Coefficient * (Exponent == 1 ? Gap : Math.Sqrt(Gap));

    /// <summary>The largest gap that the inequality allows at this gradient; infinite if C_c is 0.</summary>
    public double AllowedGap => Coefficient > 0 ? Root(GradientNorm / Coefficient) : double.PositiveInfinity;

    /// <summary>Whether the inequality is vacuous: no policy exceeds the gap that it allows anyway.</summary>
    public bool IsVacuous => !(AllowedGap < LargestGap);

    private double Root(double power) => Exponent == 1 ? power : power * power;
}
