namespace FedPG.Server;

/// <summary>
/// The part that adam, yogi and adagrad share: m ← β₁m + (1−β₁)Δ̄, a second moment v, and θ ← θ + η_s m/(√v + τ). The bias
/// towards the initial moments, which are 0, is not corrected.
/// </summary>
internal static class AdaptiveStep
{
    /// <summary>Applies the step.</summary>
    /// <param name="name">The optimiser.</param>
    /// <param name="average">θ̄ on entry, the new θ on return.</param>
    /// <param name="round">The round.</param>
    /// <param name="settings">η_s, β₁ and τ.</param>
    /// <param name="second">The next second moment from the last one and Δ̄².</param>
    public static void Apply(
        string name, Span<double> average, ServerRound round, (double StepSize, double Beta1, double Tau) settings,
        Func<double, double, double> second)
    {
        string first = $"{name}.m", squares = $"{name}.v";
        double[] m = round.State.Copy(first, average.Length), v = round.State.Copy(squares, average.Length);
        for (int i = 0; i < m.Length; i++)
        {
            double change = average[i] - round.Parameters[i];
            m[i] = settings.Beta1 * m[i] + (1 - settings.Beta1) * change;
            v[i] = second(v[i], change * change);
            average[i] = round.Parameters[i] + settings.StepSize * m[i] / (Math.Sqrt(v[i]) + settings.Tau);
        }

        round.State = round.State.With(first, m).With(squares, v);
    }
}
