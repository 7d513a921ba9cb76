namespace FedPG.Kernels.Sparse;

/// <summary>A norm in which an error is bounded.</summary>
/// <param name="isSum">Whether the magnitudes are added, ‖·‖₁; if not, the largest counts, ‖·‖∞.</param>
internal readonly struct VectorNorm(bool isSum)
{
    /// <summary>‖·‖∞, of values: the rows of A for values sum to at least 1 − γ.</summary>
    public static VectorNorm Largest => new(isSum: false);

    /// <summary>‖·‖₁, of visits: the columns of A for visits sum to at least 1 − γ.</summary>
    public static VectorNorm Sum => new(isSum: true);

    /// <summary>The norm of a vector; NaN or infinite if a number is.</summary>
    public double Of(ReadOnlySpan<double> vector)
    {
        double sum = 0, largest = 0;
        foreach (double number in vector)
        {
            double magnitude = Math.Abs(number);
            sum += magnitude;
            largest = Math.Max(largest, magnitude);
        }

        return isSum ? sum : largest;
    }
}
