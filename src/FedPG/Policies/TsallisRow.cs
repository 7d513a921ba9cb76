using FedPG.Numerics;

namespace FedPG.Policies;

/// <summary>
/// One row of a <see cref="TsallisPolicy"/>. With c = 1−α, x = μ − max θ and g(a) = max θ − θ(a), the probabilities are
/// (1/A) (1 + c(x + g(a)))^{−1/c}, and their sum f(x) decreases from more than 1 to less.
/// </summary>
internal static class TsallisRow
{
    /// <summary>From below, the steps need five iterations at most over the tested orders and rows.</summary>
    private const int MostIterations = 60;

    /// <summary>Sums this close to 1 differ from 1 by rounding only.</summary>
    private const double Resolution = 4.0 / (1L << 52);

    /// <summary>Computes a row.</summary>
    /// <param name="logits">θ, [A].</param>
    /// <param name="order">c = 1−α, above 0 and below 1.</param>
    /// <param name="probabilities">The destination of π, [A].</param>
    /// <param name="logs">The destination of log π, [A].</param>
    /// <param name="slopes">The destination of 1/(1 + c(x + g)), [A].</param>
    public static void Solve(
        ReadOnlySpan<double> logits, double order, Span<double> probabilities, Span<double> logs, Span<double> slopes)
    {
        double largest = logits[0];
        for (int a = 1; a < logits.Length; a++) largest = Math.Max(largest, logits[a]);
        double shift = Elementary.Log(logits.Length), x = Least(order, shift), sum;
        for (int iteration = 0; ; iteration++)
        {
            for (int a = 0; a < logits.Length; a++)
            {
                double excess = order * (x + (largest - logits[a]));
                slopes[a] = 1 / (1 + excess);
                probabilities[a] = logs[a] = -LogOfOnePlus(excess) / order - shift;
            }

            Elementary.Exp(probabilities);
            double slope = 0;
            sum = 0;
            for (int a = 0; a < logits.Length; a++)
            {
                sum += probabilities[a];
                slope += probabilities[a] * slopes[a];
            }

            // Newton on f^{−c}, which is concave in x and linear for equal logits: from below it never passes the root. As c → 0 the
            // step is f log f / slope.
            double next = x + sum * Deformed(Elementary.Log(sum), order) / slope;
            if (Math.Abs(sum - 1) <= Resolution || !(next > x) || iteration == MostIterations) break;
            x = next;
        }

        double log = Elementary.Log(sum);
        for (int a = 0; a < logits.Length; a++)
        {
            probabilities[a] /= sum;
            logs[a] -= log;
        }
    }

    /// <summary>A point below the root: there the largest probability alone is 1 or more.</summary>
    private static double Least(double order, double logActions) =>
        order * logActions < 0.5 ? -logActions : (Elementary.Exp(-order * logActions) - 1) / order;

    /// <summary>(e^{cL} − 1)/c, with the limit L as c → 0.</summary>
    private static double Deformed(double logarithm, double order)
    {
        double exponent = order * logarithm, power = Elementary.Exp(exponent);
        return power == 1 ? logarithm : (power - 1) * exponent / Elementary.Log(power) / order;
    }

    /// <summary>log(1+u) for u above −1. The rounding error of 1+u cancels in u/((1+u)−1).</summary>
    private static double LogOfOnePlus(double u)
    {
        double sum = 1 + u;
        if (sum == 1) return u;
        return u > 1e15 ? Elementary.Log(u) : Elementary.Log(sum) * (u / (sum - 1));
    }
}
