namespace FedPG.Tests.Control.Training;

/// <summary>Means of random vectors.</summary>
/// <param name="Values">The means.</param>
/// <param name="Variances">The variances of the means.</param>
internal sealed record SampleMeans(double[] Values, double[] Variances)
{
    public static SampleMeans Of(int samples, int length, Action<int, double[]> draw)
    {
        double[] sums = new double[length], squares = new double[length], drawn = new double[length];
        for (int i = 0; i < samples; i++)
        {
            draw(i, drawn);
            for (int k = 0; k < length; k++)
            {
                sums[k] += drawn[k];
                squares[k] += drawn[k] * drawn[k];
            }
        }

        double[] means = [.. sums.Select(sum => sum / samples)];
        return new SampleMeans(means, [.. squares.Select((square, k) => (square / samples - means[k] * means[k]) / (samples - 1))]);
    }

    /// <summary>Requires expectations, within some standard errors.</summary>
    public void ShouldAgree(double[] expected, double mostErrors)
    {
        expected.Length.ShouldBe(Values.Length);
        for (int k = 0; k < expected.Length; k++)
            Math.Abs(Values[k] - expected[k]).ShouldBeLessThanOrEqualTo(mostErrors * Math.Sqrt(Variances[k]) + 1e-15, $"number {k}");
    }
}
