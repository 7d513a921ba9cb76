namespace FedPG.References;

/// <summary>The optimum of one environment.</summary>
/// <param name="Values">V*, [S].</param>
/// <param name="Sizes">The values of the rewards' magnitudes, which rounding is compared with, [S].</param>
/// <param name="Actions">A policy that attains the optimum, [S].</param>
/// <param name="IsOptimal">Which actions are as good as that policy's, [S][A].</param>
internal sealed record ProcessOptimum(double[] Values, double[] Sizes, int[] Actions, bool[] IsOptimal)
{
    /// <summary>The optimum repeated in each of a number of phases.</summary>
    public ProcessOptimum Repeated(int period)
    {
        return new ProcessOptimum(Repeat(Values), Repeat(Sizes), Repeat(Actions), Repeat(IsOptimal));

        T[] Repeat<T>(T[] items) => [.. Enumerable.Repeat(items, period).SelectMany(same => same)];
    }
}
