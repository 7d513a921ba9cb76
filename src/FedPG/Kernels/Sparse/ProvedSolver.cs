namespace FedPG.Kernels.Sparse;

/// <summary>
/// Solves A x = b for A = I − M to a proved precision, by corrections of a pair of numbers (high + low) until their residual is small
/// enough: ‖x − A⁻¹b‖ ≤ ‖A⁻¹‖ ‖b − A x‖, whatever found x. A correction is the result of <see cref="KrylovSolver"/>, or of sweeps of
/// Gauss and Seidel where that one fails; sweeps always converge.
/// </summary>
/// <param name="size">n.</param>
internal sealed class ProvedSolver(int size)
{
    /// <summary>The residual of a correction, relative to what it corrects.</summary>
    private const double Precision = 1e-9;

    /// <summary>A correction ends beyond the goal by this, because its residual is that of the preconditioned system.</summary>
    private const double Margin = 0.03;
    private const double RoughPrecision = 1e-3;
    private const int MostPasses = 60;
    private const int FewestSweeps = 64;
    private const int MostSweeps = 4096;

    private readonly KrylovSolver _krylov = new(size);
    private readonly double[] _high = new double[size];
    private readonly double[] _low = new double[size];
    private readonly double[] _residual = new double[size];
    private readonly double[] _correction = new double[size];
    private readonly double[] _highBefore = new double[size];
    private readonly double[] _lowBefore = new double[size];

    /// <summary>n.</summary>
    public int Size => size;

    /// <summary>Solves the system.</summary>
    /// <param name="system">A.</param>
    /// <param name="b">b, [n].</param>
    /// <param name="guess">What the corrections begin with, [n], or nothing for 0.</param>
    /// <param name="x">The destination, [n]; may be the guess.</param>
    /// <param name="norm">The norm, ‖·‖∞ or ‖·‖₁, of the error.</param>
    /// <param name="inverse">A bound on ‖A⁻¹‖ in that norm.</param>
    /// <param name="precision">The error to reach, relative to ‖x‖.</param>
    /// <param name="spend">Is called with the number of multiplications.</param>
    /// <returns>A bound on the error, relative to ‖x‖.</returns>
    /// <exception cref="ArithmeticException">The precision is out of reach.</exception>
    public double Solve(
        SparseSystem system, ReadOnlySpan<double> b, ReadOnlySpan<double> guess, Span<double> x, VectorNorm norm, double inverse,
        double precision, Action<long> spend)
    {
        double rest = Correct(system, b, guess, norm, () => precision * norm.Of(_high) / inverse, spend);
        for (int i = 0; i < x.Length; i++) x[i] = _high[i] + _low[i];
        return rest == 0 ? 0 : rest * inverse / norm.Of(_high);
    }

    /// <summary>Solves the system roughly, in one attempt that may fail.</summary>
    public void Attempt(SparseSystem system, ReadOnlySpan<double> b, Span<double> x, Action<long> spend) =>
        _krylov.Solve(system, b, x, RoughPrecision, spend);

    /// <summary>Solves the system roughly: until the norm of the residual is at most <paramref name="rest"/>.</summary>
    public double[] Approximate(SparseSystem system, ReadOnlySpan<double> b, VectorNorm norm, double rest, Action<long> spend)
    {
        _ = Correct(system, b, [], norm, () => rest, spend);
        return [.. _high];
    }

    /// <summary>Corrects x until the norm of the residual is at most the goal for the x found, and returns that norm.</summary>
    private double Correct(
        SparseSystem system, ReadOnlySpan<double> b, ReadOnlySpan<double> guess, VectorNorm norm, Func<double> goal, Action<long> spend)
    {
        double rest = Begin(system, b, guess, norm, spend);
        int sweeps = FewestSweeps;
        for (int pass = 0; pass < MostPasses; pass++)
        {
            double enough = goal();
            if (rest <= enough) return rest;
            _high.CopyTo(_highBefore, 0);
            _low.CopyTo(_lowBefore, 0);
            _krylov.Solve(system, _residual, _correction, Math.Max(Precision, Margin * enough / rest), spend);
            double reached = Add(system, b, norm, spend);
            if (reached <= rest / 2)
            {
                rest = reached;
                continue;
            }

            _highBefore.CopyTo(_high, 0);
            _lowBefore.CopyTo(_low, 0);
            system.Residual(b, _high, _low, _residual);
            Sweep(system, sweeps, spend);
            rest = Add(system, b, norm, spend);
            sweeps = Math.Min(2 * sweeps, MostSweeps);
        }

        throw new ArithmeticException(
            "the values of a policy were not found to the precision that is promised: the discount is too close to 1 for this world");
    }

    /// <summary>Begins with the guess, or with 0 if that has the smaller residual.</summary>
    private double Begin(
        SparseSystem system, ReadOnlySpan<double> b, ReadOnlySpan<double> guess, VectorNorm norm, Action<long> spend)
    {
        double rest = norm.Of(b);
        Array.Clear(_low);
        if (!guess.IsEmpty)
        {
            guess.CopyTo(_high);
            spend(10L * system.Count);
            system.Residual(b, _high, _low, _residual);
            double left = norm.Of(_residual);
            if (left < rest) return left;
        }

        Array.Clear(_high);
        b.CopyTo(_residual);
        return rest;
    }

    private void Sweep(SparseSystem system, int sweeps, Action<long> spend)
    {
        Array.Clear(_correction);
        for (int i = 0; i < sweeps; i++)
        {
            spend(system.Count);
            system.Sweep(_residual, _correction);
        }
    }

    /// <summary>Adds the correction and returns the norm of the residual.</summary>
    private double Add(SparseSystem system, ReadOnlySpan<double> b, VectorNorm norm, Action<long> spend)
    {
        for (int i = 0; i < _high.Length; i++)
        {
            double sum = _high[i] + _correction[i], part = sum - _high[i];
            _low[i] += _high[i] - (sum - part) + (_correction[i] - part);
            _high[i] = sum;
        }

        spend(10L * system.Count);
        system.Residual(b, _high, _low, _residual);
        return norm.Of(_residual);
    }
}
