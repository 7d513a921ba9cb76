using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>Softmax over the levels of one action dimension, in lanes.</summary>
internal static class LevelSoftmax
{
    /// <summary>Draws or rates a level, and replaces logits by residuals.</summary>
    /// <param name="row">The logits z on entry, ∂ log π(level) / ∂z on return, [levels].</param>
    /// <param name="uniform">One number in [0, 1), or none to rate <paramref name="level"/>.</param>
    /// <param name="floor">τ: the weight of the uniform distribution in the policy.</param>
    /// <param name="level">The level.</param>
    /// <returns>log π(level).</returns>
    public static T Choose<T>(Span<T> row, ReadOnlySpan<T> uniform, double floor, ref T level)
        where T : unmanaged, IReal<T>
    {
        T most = row[0], sum = 0, running = 0, count = 0;
        for (int l = 1; l < row.Length; l++) most = Real.Max(row[l], most);
        for (int l = 0; l < row.Length; l++)
        {
            row[l] = Elementary.ExpDown(row[l] - most);
            sum += row[l];
        }

        double share = floor / row.Length;
        if (!uniform.IsEmpty)
        {
            T end = uniform[0] * sum;
            for (int l = 0; l < row.Length; l++)
            {
                running += floor == 0 ? row[l] : (1 - floor) * row[l] + share * sum;
                count += T.IfLess(end, running, 0, 1);
            }

            // The last partial sum can be rounded below the end.
            level = Real.Min<T>(count, row.Length - 1);
        }

        T inverse = 1 / sum, probability = 0;
        for (int l = 0; l < row.Length; l++)
        {
            row[l] *= inverse;
            probability = T.IfLess(Real.Abs(level - l), 0.5, row[l], probability);
        }

        T mixed = (1 - floor) * probability + share, factor = floor == 0 ? 1 : (1 - floor) * probability / mixed;
        for (int l = 0; l < row.Length; l++) row[l] = factor * (T.IfLess(Real.Abs(level - l), 0.5, 1, 0) - row[l]);
        return Elementary.Log(floor == 0 ? probability : mixed);
    }

    /// <summary>
    /// Replaces scores s by ordinal logits, the partial sums of s: log σ(s) − log(1 − σ(s)) = s, and what all levels share cancels.
    /// </summary>
    /// <param name="row">s on entry, the logits on return, [levels].</param>
    public static void ToOrdinal<T>(Span<T> row)
        where T : unmanaged, IReal<T>
    {
        for (int l = 1; l < row.Length; l++) row[l] += row[l - 1];
    }

    /// <summary>Turns residuals of ordinal logits into those of the scores: ∂/∂s_j = Σ_{l ≥ j} ∂/∂z_l.</summary>
    /// <param name="row">The residuals, [levels].</param>
    public static void FromOrdinal<T>(Span<T> row)
        where T : unmanaged, IReal<T>
    {
        for (int l = row.Length - 2; l >= 0; l--) row[l] += row[l + 1];
    }
}
