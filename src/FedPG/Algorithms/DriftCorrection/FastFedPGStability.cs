namespace FedPG.Algorithms.DriftCorrection;

/// <summary>
/// Whether Fast-FedPG is stable at the maximum near θ. With A_i = −∇²J_i there, a round maps the distance e from the maximum to
/// (I − S̄Ā)e, where Ā is the mean of A_i and S̄ that of η Σ_{k&lt;H} (I − ηA_i)^k. An eigenvalue of S̄Ā above 2 makes the iteration swing
/// further with every round. On quadratics of one parameter this is (mean a_i) × mean(q_i/a_i) &lt; 2 with q_i = 1 − (1 − ηa_i)^H. An
/// unstable run ends away from the maximum, often in a cycle around it, where the curvatures say nothing: hence the ascent.
/// </summary>
internal static class FastFedPGStability
{
    /// <summary>Hessians of more parameters take too long for a notice.</summary>
    private const int MostParameters = 100;

    private const double Difference = 1e-4;
    private const int Iterations = 200;

    /// <summary>The largest eigenvalue of S̄Ā; null if there are too many parameters.</summary>
    /// <param name="problem">The agents' objectives.</param>
    /// <param name="parameters">θ, from which ascent leads to the maximum.</param>
    public static double? LargestEigenvalue(LocalProblem problem, ReadOnlySpan<double> parameters)
    {
        int n = problem.ParameterCount;
        if (n > MostParameters || problem.CreateExactGradient is null) return null;
        double[,] mean = new double[n, n], sums = new double[n, n];
        var gradient = problem.CreateExactGradient();
        double[] maximum = NearestMaximum.Of(problem, gradient, parameters);
        foreach (var (agent, weight) in problem.Types)
        {
            gradient.Begin(new LocalTask(Seed: 0, Round: 1, agent));
            double[,] curvature = Curvature(gradient, maximum), sum = StepSum(curvature, problem.StepSize, problem.LocalSteps);
            Add(mean, curvature, weight);
            Add(sums, sum, weight);
        }

        return LargestEigenvalue(Product(sums, mean));
    }

    /// <summary>A = −∇²J by central differences of the exact gradient.</summary>
    private static double[,] Curvature(IAgentGradient gradient, ReadOnlySpan<double> parameters)
    {
        int n = parameters.Length;
        double[] point = [.. parameters], above = new double[n], below = new double[n];
        var curvature = new double[n, n];
        for (int j = 0; j < n; j++)
        {
            point[j] = parameters[j] + Difference;
            gradient.Compute(point, above);
            point[j] = parameters[j] - Difference;
            gradient.Compute(point, below);
            point[j] = parameters[j];
            for (int i = 0; i < n; i++) curvature[i, j] = (below[i] - above[i]) / (2 * Difference);
        }

        return curvature;
    }

    /// <summary>η Σ_{k&lt;H} (I − ηA)^k.</summary>
    private static double[,] StepSum(double[,] curvature, double stepSize, int localSteps)
    {
        int n = curvature.GetLength(0);
        var sum = new double[n, n];
        for (int k = 0; k < localSteps; k++)
        {
            // S ← ηI + (I − ηA) S.
            Add(sum, Product(curvature, sum), -stepSize);
            for (int i = 0; i < n; i++) sum[i, i] += stepSize;
        }

        return sum;
    }

    private static double LargestEigenvalue(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        double[] vector = [.. Enumerable.Range(0, n).Select(i => 1.0 + i % 7)];
        double eigenvalue = 0;
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            double[] next = new double[n];
            double length = Math.Sqrt(vector.Sum(x => x * x)), along = 0;
            if (length == 0 || !double.IsFinite(length)) break;
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++) next[i] += matrix[i, j] * vector[j] / length;
                along += next[i] * vector[i] / length;
            }

            (vector, eigenvalue) = (next, along);
        }

        return eigenvalue;
    }

    private static double[,] Product(double[,] left, double[,] right)
    {
        int n = left.GetLength(0);
        var product = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < n; k++)
            {
                for (int j = 0; j < n; j++) product[i, j] += left[i, k] * right[k, j];
            }
        }

        return product;
    }

    private static void Add(double[,] sum, double[,] matrix, double weight)
    {
        int n = sum.GetLength(0);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) sum[i, j] += weight * matrix[i, j];
        }
    }
}
