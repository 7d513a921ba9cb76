using CsCheck;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Tests.Statistics;

public sealed class InterquartileMeanTests
{
    // By hand: ⌊n/4⌋ values go at each end.
    [Theory]
    [InlineData(new double[] { 7 }, 7)]
    [InlineData(new double[] { 1, 3 }, 2)]
    [InlineData(new double[] { 1, 2, 9 }, 4)]
    [InlineData(new double[] { 100, 2, 4, -50 }, 3)]
    [InlineData(new double[] { 4, 1, 100, 3, 2 }, 3)]
    [InlineData(new double[] { 1, 2, 3, 4, 5, 6, 90 }, 4)]
    [InlineData(new double[] { 1, 2, 3, 4, 5, 6, 7, 80 }, 4.5)]
    [InlineData(new double[] { 0, 0, 1, 1, 1, 4, 1, 1, 90, 90 }, 1.5)]
    public void A_quarter_of_the_values_goes_at_each_end(double[] sample, double expected) =>
        InterquartileMean.Of(sample).ShouldBe(expected, 1e-15);

    [Fact]
    public void A_quarter_of_failed_runs_is_trimmed_away_and_more_are_not()
    {
        InterquartileMean.Of([double.NegativeInfinity, 1, 2, 3]).ShouldBe(1.5);
        InterquartileMean.Of([double.NegativeInfinity, double.NegativeInfinity, 2, 3]).ShouldBe(double.NegativeInfinity);
        InterquartileMean.Of([double.NegativeInfinity, 1, 2]).ShouldBe(double.NegativeInfinity);
        InterquartileMean.Of([1, double.PositiveInfinity]).ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void NaN_is_not_hidden()
    {
        InterquartileMean.Of([]).ShouldBe(double.NaN);
        InterquartileMean.Of([double.NaN, 1, 2, 3, 4]).ShouldBe(double.NaN);
    }

    [Fact]
    public void It_lies_within_the_quartiles_and_moves_with_its_values() => Gen.Double[-100, 100].Array[1, 40].Sample(sample =>
    {
        double value = InterquartileMean.Of(sample);
        double[] sorted = [.. sample.Order()];
        int cut = sample.Length / 4;
        value.ShouldBeInRange(sorted[cut] - 1e-9, sorted[^(cut + 1)] + 1e-9);
        InterquartileMean.Of(Array.ConvertAll(sample, x => 5 - x)).ShouldBe(5 - value, 1e-9);
    });

    [Fact]
    public void A_resample_has_the_mean_of_the_values_it_drew() =>
        Gen.Select(Gen.Double[-10, 10].Array[1, 12], Gen.Int[0, 1_000_000]).Sample((sample, seed) =>
        {
            var random = new System.Random(seed);
            var counts = new ushort[sample.Length];
            var drawn = new List<double>();
            for (int i = 0; i < sample.Length; i++)
            {
                int run = random.Next(sample.Length);
                counts[run]++;
                drawn.Add(sample[run]);
            }

            double[] sorted = [.. sample];
            int[] place = [.. Enumerable.Range(0, sample.Length)];
            Array.Sort(sorted, place);
            InterquartileMean.Of(sorted, place, counts).ShouldBe(InterquartileMean.Of([.. drawn]), 1e-12);
        });
}
