using CsCheck;
using FedPG.Estimators;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Tables;
using FedPG.Policies;
using static FedPG.Tests.Estimators.LaneCases;

namespace FedPG.Tests.Estimators;

public class LanePairTests
{
    /// <summary>For any two agents, and on every machine.</summary>
    [Fact]
    public void Two_agents_estimates_have_the_bits_of_each_alone() => Cases.Sample(
        c =>
        {
            foreach (var instructions in Instructions)
            {
                double[] first = new double[c.Logits.Length], second = new double[c.Logits.Length];
                SoftmaxPolicy policy = Policy(c.World, c.Logits), other = Policy(c.World, [.. c.Logits.Reverse()]);
                var together = Estimator(c, policy, instructions);
                EnvironmentSampler sampler = Sampler(c.World), otherSampler = Sampler(c.World, type: 1);
                var task = new CreditTask(sampler, policy, sampler.Process.RewardTable, c.Seed, first);
                var otherTask = new CreditTask(otherSampler, other, otherSampler.Process.RewardTable, c.Seed + 1, second);
                together.Prepare(other, together.Together - 1);
                if (together.Together == 2)
                {
                    together.Estimate([task, otherTask]);
                }
                else
                {
                    together.Estimate([otherTask]);
                    together.Prepare(policy);
                    together.Estimate([task]);
                }

                double[] alone = new double[c.Logits.Length], otherAlone = new double[c.Logits.Length];
                Estimator(c, policy, LaneInstructions.None)
                    .Estimate([new CreditTask(sampler, policy, sampler.Process.RewardTable, c.Seed, alone)]);
                Estimator(c, other, LaneInstructions.None)
                    .Estimate([new CreditTask(otherSampler, other, otherSampler.Process.RewardTable, c.Seed + 1, otherAlone)]);
                first.ShouldBe(alone);
                second.ShouldBe(otherAlone);
            }
        },
        iter: 300);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Of_two_agents_only_the_one_whose_rewards_are_not_finite_has_no_credit(bool isFirstBad, bool isSecondBad)
    {
        var world = Worlds.CounterExample();
        double[] first = new double[8], second = new double[8], alone = new double[8];
        var policy = Policy(world, new double[8]);
        double[] rewards = [1, 2, 3, 4, 5, 6, 7, 8];
        var task = new CreditTask(Sampler(world), policy, isFirstBad ? Unbounded : rewards, seed: 7, first);
        var otherTask = new CreditTask(Sampler(world), policy, isSecondBad ? Unbounded : rewards, seed: 7, second);
        var estimator = Ready();
        if (estimator.Together == 2)
        {
            estimator.Estimate([task, otherTask]);
        }
        else
        {
            estimator.Estimate([task]);
            estimator.Estimate([otherTask]);
        }

        Ready().Estimate([new CreditTask(Sampler(world), policy, rewards, seed: 7, alone)]);
        foreach (var (credit, isBad) in new[] { (first, isFirstBad), (second, isSecondBad) })
        {
            if (isBad) credit.ShouldAllBe(value => double.IsNaN(value));
            else credit.ShouldBe(alone);
        }

        LaneCredit Ready()
        {
            var ready = new LaneCredit(Few, world.Discount, world.Actions, LaneRollOut.Best);
            for (int place = 0; place < ready.Together; place++) ready.Prepare(policy, place);
            return ready;
        }
    }
}
