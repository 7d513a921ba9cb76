namespace FedPG.Kernels.Sparse;

/// <summary>
/// A proved bound on ‖A⁻¹‖∞ for A = I − M, M ≥ 0, which is also one on the ‖·‖₁ of the transpose's inverse. If the rows of M sum to at most
/// q &lt; 1 it is 1/(1 − q). Else some w ≥ 0 with A w ≥ c &gt; 0 in every row proves max w / c: if episodes end, w is the mean number of
/// steps that are left.
/// </summary>
internal static class InverseNorm
{
    /// <summary>Closer to 1 the sums of rows, which are rounded, say too little.</summary>
    private const double LargestSum = 1 - 1e-7;

    /// <summary>The bound.</summary>
    /// <param name="system">A.</param>
    /// <param name="solver">Finds w.</param>
    /// <param name="spend">Is called with the number of multiplications.</param>
    /// <exception cref="ArithmeticException">There is no bound: some state is never left, or left too late.</exception>
    public static double Of(SparseSystem system, ProvedSolver solver, Action<long> spend)
    {
        double sum = system.LargestRowSum();
        if (sum <= LargestSum) return (1 + 1e-9) / (1 - sum);
        var ones = new double[system.Size];
        Array.Fill(ones, 1);
        double[] w = solver.Approximate(system, ones, VectorNorm.Largest, rest: 0.5, spend);
        double largest = 0, least = double.PositiveInfinity;
        var residual = new double[system.Size];
        system.Residual(ones, w, new double[system.Size], residual);
        for (int i = 0; i < w.Length; i++)
        {
            if (!(w[i] >= 0)) throw new ArithmeticException("the time until episodes end has no bound");
            (largest, least) = (Math.Max(largest, w[i]), Math.Min(least, 1 - residual[i]));
        }

        if (!(least > 0)) throw new ArithmeticException("the time until episodes end has no bound");
        return (1 + 1e-9) * largest / least;
    }
}
