using System.Collections.Immutable;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Byzantine;

namespace FedPG.Tests.Byzantine;

/// <summary>Published numbers of each attack, for X = [[1, 2, 3], [4, 5, 6], [7, 8, 9]].</summary>
public class AttackTests
{
    private static readonly LocalTask Task = new(Seed: 3, Round: 2, Agent: 5);

    [Fact]
    public void A_sign_flip_reverses_the_step_from_the_broadcast() =>
        Forged(new SignFlip(new SignFlipOptions()), [10, 20], [11, 18]).ShouldBe([7.5, 25]);

    [Fact]
    public void A_step_of_zero_is_the_broadcast() => Forged(new Zero(), [10, 20], [11, 18]).ShouldBe([10, 20]);

    [Fact]
    public void Noise_depends_on_the_task_alone_and_has_the_deviation()
    {
        var noise = new Noise(new NoiseOptions { Deviation = 3 });
        double[] broadcast = new double[20_000], other = [.. Enumerable.Repeat(7.0, 20_000)];
        double[] forged = Forged(noise, broadcast, other);
        forged.ShouldBe(Forged(noise, broadcast, broadcast));
        double mean = forged.Average(), deviation = Math.Sqrt(forged.Average(value => value * value));

        // Six standard errors of the mean and of the deviation.
        mean.ShouldBe(0, 6 * 3 / Math.Sqrt(20_000));
        deviation.ShouldBe(3, 6 * 3 / Math.Sqrt(40_000));
    }

    [Fact]
    public void A_little_is_enough_adds_standard_deviations_with_n_minus_1() =>
        ShouldBe(Colluded(new ALittleIsEnough(new ALittleIsEnoughOptions { Deviations = 1.5 })), [8.5, 9.5, 10.5]);

    [Theory]
    [InlineData(1, -4, -5, -6)]
    [InlineData(2, -8, -10, -12)]
    public void Inner_product_manipulation_reverses_the_mean(double factor, double first, double second, double third) => ShouldBe(
        Colluded(new InnerProductManipulation(new InnerProductManipulationOptions { Factor = factor })), [first, second, third]);

    [Fact]
    public void The_FedPG_attack_is_three_sigma_from_the_mean_in_a_direction_of_its_round()
    {
        // The largest distance is 6√3 = 2σ.
        var attack = new FedPGAttack(new FedPGAttackOptions());
        double[] one = Colluded(attack, round: 1), other = Colluded(attack, round: 2);
        foreach (double[] update in (double[][])[one, other])
        {
            double square = update.Zip((double[])[4, 5, 6], (value, mean) => (value - mean) * (value - mean)).Sum();
            Math.Sqrt(square).ShouldBe(9 * Math.Sqrt(3), 1e-12);
        }

        one.ShouldNotBe(other);
        one.ShouldBe(Colluded(attack, round: 1));
    }

    private static double[] Forged(IByzantineAttack attack, double[] broadcast, double[] update)
    {
        double[] forged = [.. update];
        attack.Forge(Task, broadcast, forged);
        return forged;
    }

    private static double[] Colluded(IByzantineAttack attack, int round = 1)
    {
        double[] numbers = [0, 1, 1, 2, 3, 1, 1, 4, 5, 6, 2, 1, 7, 8, 9], update = new double[3];
        var honest = new UpdateList(new PartialAggregate(2, 0) { Numbers = numbers, Updates = 3 });
        attack.Collude(honest, new AggregationRound(Seed: 0, round, ImmutableArray.Create(0.0, 0, 0)), update);
        return update;
    }

    private static void ShouldBe(double[] found, double[] expected)
    {
        for (int i = 0; i < expected.Length; i++) found[i].ShouldBe(expected[i], 1e-12);
    }
}
