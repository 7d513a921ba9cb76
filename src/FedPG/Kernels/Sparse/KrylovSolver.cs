using System.Runtime.CompilerServices;

namespace FedPG.Kernels.Sparse;

/// <summary>
/// The stabilised biconjugate gradient method (van der Vorst 1992) for a preconditioned <see cref="SparseSystem"/>. Unlike sweeps, it needs
/// hardly more steps as γ approaches 1. It may fail, so the caller checks the residual of its result.
/// </summary>
/// <param name="size">n.</param>
internal sealed class KrylovSolver(int size)
{
    private const int MostSteps = 1000;
    private const double GoldenRatio = 0.6180339887498949;

    // The usual shadow residual, r itself, breaks down where r moves to rows in which it is 0, as it does if no state is visited twice.
    private readonly double[] _shadow = [.. Enumerable.Range(0, size).Select(i => 0.5 + i * GoldenRatio % 1)];
    private readonly double[] _r = new double[size];
    private readonly double[] _p = new double[size];
    private readonly double[] _v = new double[size];
    private readonly double[] _t = new double[size];
    private readonly double[] _y = new double[size];

    /// <summary>Approximates A⁻¹ b.</summary>
    /// <param name="system">A.</param>
    /// <param name="b">b, [n].</param>
    /// <param name="x">The destination, [n].</param>
    /// <param name="precision">The size of the residual, relative to the first, at which the attempt ends.</param>
    /// <param name="spend">Is called with the number of multiplications of each step.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Solve(SparseSystem system, ReadOnlySpan<double> b, Span<double> x, double precision, Action<long> spend)
    {
        double[] r = _r, p = _p, v = _v, t = _t, y = _y;
        long work = 2L * system.Count + 8L * size;
        system.SolveLeft(b, r);
        Array.Clear(p);
        Array.Clear(v);
        Array.Clear(y);
        double rho = 1, alpha = 1, omega = 1, goal = precision * precision * Dot(r, r);
        for (int step = 0; step < MostSteps; step++)
        {
            spend(work);
            double next = Dot(_shadow, r), beta = next / rho * (alpha / omega);
            if (!double.IsFinite(beta) || next == 0) break;
            for (int i = 0; i < p.Length; i++) p[i] = r[i] + beta * (p[i] - omega * v[i]);
            system.Apply(p, v);
            alpha = next / Dot(_shadow, v);
            if (!double.IsFinite(alpha)) break;
            for (int i = 0; i < r.Length; i++) r[i] -= alpha * v[i];
            system.Apply(r, t);
            double length = Dot(t, t);
            omega = length == 0 ? 0 : Dot(t, r) / length;
            for (int i = 0; i < y.Length; i++)
            {
                y[i] += alpha * p[i] + omega * r[i];
                r[i] -= omega * t[i];
            }

            if (!(Dot(r, r) > goal) || omega == 0) break;
            rho = next;
        }

        system.SolveRight(y, x);
    }

    /// <summary>The sum of products: place i goes to partial sum i mod 4, and the partial sums are added pairwise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Dot(double[] a, double[] b)
    {
        double first = 0, second = 0, third = 0, fourth = 0;
        int i = 0;
        for (; i + 4 <= a.Length; i += 4)
        {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }

        for (; i < a.Length; i++) first += a[i] * b[i];
        return first + third + (second + fourth);
    }
}
