using FedPG.Random;

namespace FedPG.Tests.Random;

public class GeneratorTests
{
    [Fact]
    public void Xoshiro256PlusPlus_gives_the_published_numbers()
    {
        var random = new Xoshiro256PlusPlus(1, 2, 3, 4);
        Enumerable.Range(0, 10).Select(_ => random.NextUInt64()).ShouldBe(
        [
            41943041, 58720359, 3588806011781223, 3591011842654386, 9228616714210784205,
            9973669472204895162, 14011001112246962877, 12406186145184390807, 15849039046786891736, 10450023813501588000,
        ]);
    }

    [Fact]
    public void SplitMix64_gives_the_published_numbers()
    {
        var random = new SplitMix64(1234567);
        Enumerable.Range(0, 5).Select(_ => random.Next()).ShouldBe(
        [
            6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821,
        ]);
    }

    [Fact]
    public void An_all_zero_state_is_refused() =>
        Should.Throw<ArgumentException>(() => new Xoshiro256PlusPlus(0, 0, 0, 0)).Message.ShouldContain("all zero");

    [Fact]
    public void Uniform_numbers_have_the_moments_of_the_unit_interval()
    {
        var random = RandomStreams.For(StreamPurpose.Training, 1);
        double[] numbers = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextDouble())];
        numbers.ShouldAllBe(number => number >= 0 && number < 1);
        numbers.Average().ShouldBe(0.5, 0.005);
        numbers.Average(number => number * number).ShouldBe(1.0 / 3, 0.005);
    }

    [Fact]
    public void Exponential_numbers_have_mean_1_and_second_moment_2()
    {
        var random = RandomStreams.For(StreamPurpose.Training, 2);
        double[] numbers = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextExponential())];
        numbers.ShouldAllBe(number => number >= 0 && double.IsFinite(number));
        numbers.Average().ShouldBe(1, 0.02);
        numbers.Average(number => number * number).ShouldBe(2, 0.12);
    }

    [Fact]
    public void Integers_below_a_bound_are_equally_frequent()
    {
        var random = RandomStreams.For(StreamPurpose.Training, 3);
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++) counts[random.NextInt32(7)]++;
        counts.ShouldAllBe(count => Math.Abs(count - 10_000) < 500);
    }
}
