namespace FedPG.Diagnostics;

/// <summary>
/// A local Łojasiewicz inequality at one θ, both sides: ‖∇J_c(θ)‖₂ ≥ C_c(θ) · (J_c* − J_c(θ))^p. It says how fast ascent must still be,
/// and, read the other way, how large the gap can be: at most (‖∇J_c‖/C_c)^{1/p}.
/// </summary>
/// <param name="GradientNorm">‖∇J_c(θ)‖₂.</param>
/// <param name="Coefficient">C_c(θ), at least 0.</param>
/// <param name="Gap">J_c* − J_c(θ), at least 0.</param>
/// <param name="Exponent">p: 1, or ½ where the entropy is regularised.</param>
/// <param name="LargestGap">A gap that no policy exceeds: the range of what is earned, times 1/(1−γ).</param>
public readonly record struct LojasiewiczBound(double GradientNorm, double Coefficient, double Gap, double Exponent, double LargestGap)
{
    /// <summary>The right side, C_c (J_c* − J_c)^p.</summary>
    public double Bound => Coefficient * (Exponent == 1 ? Gap : Math.Sqrt(Gap));

    /// <summary>The largest gap that the inequality allows at this gradient; infinite where C_c is 0.</summary>
    public double AllowedGap => Coefficient > 0 ? Root(GradientNorm / Coefficient) : double.PositiveInfinity;

    /// <summary>Whether the inequality tells nothing: the gap that it allows is one that no policy exceeds anyway.</summary>
    public bool IsVacuous => !(AllowedGap < LargestGap);

    private double Root(double power) => Exponent == 1 ? power : power * power;
}
