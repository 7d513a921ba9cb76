namespace FedPG.Kernels.Linear;

/// <summary>
/// The Euclidean projection of rows on the probability simplex, by sorting (Held, Wolfe and Crowder 1974). Owns its buffer, so it is not
/// thread-safe.
/// </summary>
/// <param name="width">The length of a row.</param>
internal sealed class SimplexProjection(int width)
{
    /// <summary>How far a row may be from the simplex to count as one of its points.</summary>
    private const double Tolerance = 1e-12;

    private readonly double[] _sorted = new double[width];

    /// <summary>Projects every row in place.</summary>
    /// <param name="rows">Rows of the width, flat. A row with a NaN or an infinity becomes NaN.</param>
    public void Project(Span<double> rows)
    {
        for (int start = 0; start < rows.Length; start += width)
        {
            var row = rows.Slice(start, width);
            double shift = Shift(row);
            foreach (ref double entry in row) entry = Math.Max(entry - shift, 0);
        }
    }

    /// <summary>Projects the rows that are not on the simplex; the others keep their bits.</summary>
    /// <param name="rows">Rows, flat.</param>
    /// <param name="width">The length of a row.</param>
    public static void Repair(Span<double> rows, int width)
    {
        for (int start = 0; start < rows.Length; start += width)
        {
            var row = rows.Slice(start, width);
            double sum = FixedOrder.Sum(row);
            bool isProbability = Math.Abs(sum - 1) <= Tolerance;
            foreach (double entry in row) isProbability &= entry >= 0;
            if (!isProbability) new SimplexProjection(width).Project(row);
        }
    }

    /// <summary>The number τ with Σ max(x − τ, 0) = 1.</summary>
    private double Shift(ReadOnlySpan<double> row)
    {
        if (!double.IsFinite(FixedOrder.Sum(row))) return double.NaN;
        row.CopyTo(_sorted);
        Array.Sort(_sorted);
        double sum = 0, shift = 0;
        for (int i = width - 1, count = 1; i >= 0; i--, count++)
        {
            sum += _sorted[i];
            double next = (sum - 1) / count;
            if (_sorted[i] <= next) break;
            shift = next;
        }

        return shift;
    }
}
