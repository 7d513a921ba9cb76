namespace FedPG.Algorithms.DriftCorrection;

/// <summary>
/// The maximum of the mean objective near θ, by ascent along exact gradients. A step beyond which the gradient points back is halved, any
/// other makes the next one longer. Where the maximum is at infinity, this is the point after a limited number of steps.
/// </summary>
internal static class NearestMaximum
{
    private const int Iterations = 200;

    /// <summary>The point that ascent reaches.</summary>
    /// <param name="problem">The agents' objectives.</param>
    /// <param name="gradient">The exact gradients of the problem.</param>
    /// <param name="parameters">θ, where ascent begins.</param>
    public static double[] Of(LocalProblem problem, IAgentGradient gradient, ReadOnlySpan<double> parameters)
    {
        double[] theta = [.. parameters], ahead = MeanGradient(problem, gradient, theta);
        double step = problem.StepSize;
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            double[] next = [.. theta.Select((x, i) => x + step * ahead[i])], there = MeanGradient(problem, gradient, next);
            if (ahead.Zip(there, (one, other) => one * other).Sum() is not >= 0)
            {
                step /= 2;
                continue;
            }

            (theta, ahead, step) = (next, there, 1.5 * step);
        }

        return theta;
    }

    private static double[] MeanGradient(LocalProblem problem, IAgentGradient gradient, double[] parameters)
    {
        double[] mean = new double[parameters.Length], own = new double[parameters.Length];
        foreach (var (agent, weight) in problem.Types)
        {
            gradient.Begin(new LocalTask(Seed: 0, Round: 1, agent));
            gradient.Compute(parameters, own);
            for (int i = 0; i < mean.Length; i++) mean[i] += weight * own[i];
        }

        return mean;
    }
}
