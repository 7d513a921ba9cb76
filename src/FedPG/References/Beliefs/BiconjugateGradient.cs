namespace FedPG.References.Beliefs;

/// <summary>
/// The stabilised biconjugate gradient method (van der Vorst 1992) for x − M x = b. Unlike repeated backups, it does not need more steps
/// as γ approaches 1. The caller checks the residual of its result.
/// </summary>
internal static class BiconjugateGradient
{
    private const int MostSteps = 120;
    private const double Precision = 1e-15;
    private const double GoldenRatio = 0.6180339887498949;

    /// <summary>Improves x until the residual is near rounding, or no step helps.</summary>
    /// <param name="apply">Writes x − M x to its second argument.</param>
    /// <param name="b">The right-hand side, [n].</param>
    /// <param name="x">The first guess, [n]; receives the solution.</param>
    /// <param name="spend">Is called before each application.</param>
    public static void Solve(Action<double[], double[]> apply, double[] b, double[] x, Action spend)
    {
        // A second pass starts from the true residual and removes the errors that the first one accumulated.
        for (int pass = 0; pass < 3; pass++)
        {
            double[] before = [.. x];
            double[] residual = Residual(apply, b, x, spend);
            double norm = Norm(residual);
            if (norm <= Precision * Norm(b)) return;
            var correction = new double[b.Length];
            Run(apply, residual, correction, spend);
            for (int i = 0; i < b.Length; i++) x[i] += correction[i];
            double reached = Norm(Residual(apply, b, x, spend));
            if (reached < 0.1 * norm) continue;
            if (!(reached < norm)) before.CopyTo(x, 0);
            return;
        }
    }

    private static double[] Residual(Action<double[], double[]> apply, double[] b, double[] x, Action spend)
    {
        var residual = new double[b.Length];
        spend();
        apply(x, residual);
        for (int i = 0; i < b.Length; i++) residual[i] = b[i] - residual[i];
        return residual;
    }

    private static void Run(Action<double[], double[]> apply, double[] r, double[] x, Action spend)
    {
        int n = r.Length;
        // The usual shadow residual, r itself, breaks down where the residual moves to rows in which r is 0, as it does if no state is
        // visited twice.
        double[] shadow = [.. Enumerable.Range(0, n).Select(i => 0.5 + i * GoldenRatio % 1)];
        double[] p = new double[n], v = new double[n], t = new double[n];
        double rho = 1, alpha = 1, omega = 1, goal = 1e-13 * Norm(r);
        for (int step = 0; step < MostSteps; step++)
        {
            double next = Dot(shadow, r), beta = next / rho * (alpha / omega);
            if (!double.IsFinite(beta) || next == 0) return;
            for (int i = 0; i < n; i++) p[i] = r[i] + beta * (p[i] - omega * v[i]);
            spend();
            apply(p, v);
            alpha = next / Dot(shadow, v);
            if (!double.IsFinite(alpha)) return;
            for (int i = 0; i < n; i++)
            {
                x[i] += alpha * p[i];
                r[i] -= alpha * v[i];
            }

            if (Norm(r) <= goal) return;
            spend();
            apply(r, t);
            omega = Dot(t, r) / Dot(t, t);
            if (!double.IsFinite(omega) || omega == 0) return;
            for (int i = 0; i < n; i++)
            {
                x[i] += omega * r[i];
                r[i] -= omega * t[i];
            }

            if (Norm(r) <= goal) return;
            rho = next;
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static double Norm(double[] a)
    {
        double largest = 0;
        foreach (double entry in a) largest = Math.Max(largest, Math.Abs(entry));
        return largest;
    }
}
