using CsCheck;
using FedPG.Environments;
using FedPG.Kernels.Bits;
using FedPG.Kernels.Linear;
using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.Tests.Policies;

public class ImprovementOperatorTests
{
    [Fact]
    public void Mass_goes_from_the_most_probable_action_to_the_improbable_ones()
    {
        double[] logits = [Math.Log(0.90), Math.Log(0.07), Math.Log(0.03)];
        var moved = new ImprovementOperator(Math.Log(0.05)).Apply(logits, width: 3);
        moved.Raised.ShouldBe(1);
        moved.Mass.ShouldBe(0.02, 1e-12);
        logits.Select(Math.Exp).ShouldBe([0.88, 0.07, 0.05], 1e-12);
    }

    [Fact]
    public void Rows_without_an_improbable_action_keep_their_bits()
    {
        double[] logits = [3.25, 3.5, -2, 9];
        double[] before = [.. logits];
        new ImprovementOperator(Math.Log(1e-3)).Apply(logits, width: 2).Raised.ShouldBe(1);
        logits[..2].ShouldBe(before[..2]);
        logits[2..].ShouldNotBe(before[2..]);
    }

    [Fact]
    public void Thresholds_far_below_double_range_work_in_logarithms()
    {
        double[] logits = [0, -5000];
        new ImprovementOperator(-2000).Apply(logits, width: 2).ShouldBe(new MassMoved(1, 0));
        logits.ShouldBe([0, -2000]);
    }

    [Fact]
    public void Afterwards_no_probability_is_below_the_threshold_and_they_sum_to_one() =>
        Gen.Select(Gen.Int[2, 6], Gen.Double[0, 1]).SelectMany((width, share) => Worlds.Numbers(width, size: 40).Select(
            logits => (Logits: logits, Threshold: share / width / width))).Sample(
            sample =>
            {
                if (sample.Threshold == 0) return;
                double[] logits = [.. sample.Logits];
                new ImprovementOperator(Math.Log(sample.Threshold)).Apply(logits, logits.Length);
                var (probabilities, logs) = (new double[logits.Length], new double[logits.Length]);
                Softmax.Row(logits, probabilities, logs);
                probabilities.Sum().ShouldBe(1, 1e-12);
                probabilities.Min().ShouldBeGreaterThanOrEqualTo(sample.Threshold * (1 - 1e-9));
            });

    [Fact]
    public void The_safe_threshold_never_lowers_the_regularised_objective_of_any_agent() =>
        Worlds.Small().SelectMany(world => Worlds.Numbers(world.States * world.Actions, size: 60).Select(
            logits => (World: world, Logits: logits))).Sample(
            sample =>
            {
                // A large temperature makes the threshold large enough to matter.
                const double Temperature = 8;
                var (world, logits) = sample;
                double logThreshold = ImprovementThresholds.LogSafe(world.Actions, Temperature, world.Discount, rewardRange: 1);
                var policy = new SoftmaxPolicy(world.States, world.Actions);
                var before = Regularized(world, policy, logits, Temperature);
                double[] improved = [.. logits];
                int raised = new ImprovementOperator(logThreshold).Apply(improved, world.Actions).Raised;
                var after = Regularized(world, policy, improved, Temperature);
                if (raised == 0) after.ShouldBe(before);
                for (int type = 0; type < before.Length; type++) after[type].ShouldBeGreaterThanOrEqualTo(before[type] - 1e-9);
            });

    [Fact]
    public void The_safe_threshold_of_bits_never_lowers_the_regularised_objective_of_any_agent() =>
        Worlds.Small().SelectMany(world => Worlds.Numbers(world.States * 2 * new BitTree(world.Actions).Nodes, size: 60).Select(
            logits => (World: world, Logits: logits))).Sample(
            sample =>
            {
                const double Temperature = 8;
                var (world, logits) = sample;
                double[] weights = BitSoftmaxPolicy.BitWeights(world.Actions, world.Discount);
                double logThreshold = ImprovementThresholds.LogSafe(2, Temperature, world.Discount, rewardRange: 1, weights);
                var policy = new BitSoftmaxPolicy(world.States, world.Actions, world.Discount);
                var before = Regularized(world, policy, logits, Temperature);
                double[] improved = [.. logits];
                new ImprovementOperator(logThreshold).Apply(improved, width: 2);
                var after = Regularized(world, policy, improved, Temperature);
                for (int type = 0; type < before.Length; type++) after[type].ShouldBeGreaterThanOrEqualTo(before[type] - 1e-9);
            });

    [Fact]
    public void With_one_bit_the_safe_threshold_is_that_of_two_actions() =>
        ImprovementThresholds.LogSafe(2, 0.7, 0.9, rewardRange: 2, BitSoftmaxPolicy.BitWeights(2, 0.9))
            .ShouldBe(ImprovementThresholds.LogSafe(2, 0.7, 0.9, rewardRange: 2));

    [Fact]
    public void Rows_with_NaN_keep_it()
    {
        double[] logits = [double.NaN, 0];
        new ImprovementOperator(Math.Log(0.1)).Apply(logits, width: 2);
        logits[0].ShouldBe(double.NaN);
    }

    [Fact]
    public void The_thresholds_agree_with_their_formulas()
    {
        ImprovementThresholds.LogSafe(4, temperature: 50, discount: 0.5, rewardRange: 1)
            .ShouldBe(Math.Log(1.0 / 8 * Math.Exp(-(1 + 0.5 * 50 * Math.Log(4)) / 25)), 1e-12);
        ImprovementThresholds.LogSafe(4, temperature: 0.05, discount: 0.99, rewardRange: 1).ShouldBeLessThan(-745);
        ImprovementThresholds.LogTheory(2, temperature: 0.05, discount: 0.99, leastInitialProbability: 0).ShouldBe(double.NegativeInfinity);
        ImprovementThresholds.LogTheory(2, temperature: 1e9, discount: 0.01, leastInitialProbability: 1)
            .ShouldBe(Math.Log(1 / (6561.0 * 16)), 1e-12);
    }

    private static double[] Regularized(EnvironmentSet world, Policy policy, double[] logits, double temperature)
    {
        policy.SetParameters(logits);
        return [.. world.Types.Select(type => new FederatedObjective(
            new EnvironmentSet(world.Discount, world.InitialDistribution.AsSpan(), [type]), agents: 1)
            .Score(policy, temperature).Regularized)];
    }
}
