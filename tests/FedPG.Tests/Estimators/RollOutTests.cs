using CsCheck;
using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Tables;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Random;

namespace FedPG.Tests.Estimators;

public class RollOutTests
{
    private static readonly Gen<(EnvironmentSet World, int Batch, int Horizon, double[] Logits, ulong Seed)> Cases =
        from seed in Gen.Long[0, 1_000_000]
        from world in Gen.Frequency((9, Dense(seed)), (1, Sparse(seed)))
        from batch in Gen.Int[1, 50]
        from horizon in Gen.Int[1, 30]
        from logits in Gen.Double[-5, 5].Array[world.States * world.Actions]
        select (world, batch, horizon, logits, (ulong)seed);

    private static Gen<EnvironmentSet> Dense(long seed) =>
        from states in Gen.Int[2, 30]
        from actions in Gen.Frequency((3, Gen.Int[2, 80]), (1, Gen.Int[500, 600]))
        select new SyntheticEnvironment { States = states, Actions = actions, Seed = seed }.Build(0.95);

    private static Gen<EnvironmentSet> Sparse(long seed) =>
        from branching in Gen.Int[1, 9]
        select new GarnetEnvironment { States = 600, Actions = 3, Branching = branching, Seed = seed }.Build(0.95);

    [Fact]
    public void Trajectories_are_those_of_single_moves_in_order() => Cases.Sample(
        c =>
        {
            var (sampler, _, table) = Parts(c.World, c.Logits);
            var rollOut = new RollOut(c.Batch, c.Horizon);
            foreach (ulong seed in (ulong[])[c.Seed, c.Seed + 1])
            {
                rollOut.Run(sampler, table, seed);
                rollOut.Pairs.ToArray().ShouldBe(Plain(sampler, table, c.World.Actions, c.Batch, c.Horizon, seed));
            }
        },
        iter: 150);

    [Fact]
    public void The_credit_is_the_mean_of_rewards_to_go_along_the_trajectories() => Cases.Sample(
        c =>
        {
            var (sampler, policy, table) = Parts(c.World, c.Logits);
            var random = RandomStreams.For(StreamPurpose.Training, c.Seed);
            int[] pairs = Plain(sampler, table, c.World.Actions, c.Batch, c.Horizon, random.NextUInt64());
            var expected = new double[c.Logits.Length];
            for (int b = 0; b < c.Batch; b++)
            {
                double toGo = 0;
                for (int t = c.Horizon - 1; t >= 0; t--)
                {
                    int pair = pairs[t * c.Batch + b];
                    toGo += Math.Pow(c.World.Discount, t) * sampler.Process.Rewards[pair];
                    expected[pair] += toGo / c.Batch;
                }
            }

            var estimator = new SampledCredit(
                new LocalOptions { Batch = c.Batch, Horizon = c.Horizon }, c.World.Discount, c.World.States, c.World.Actions);
            var credit = new double[c.Logits.Length];
            random = RandomStreams.For(StreamPurpose.Training, c.Seed);
            estimator.Prepare(policy);
            estimator.Estimate([new CreditTask(sampler, policy, sampler.Process.RewardTable, random.NextUInt64(), credit)]);
            for (int i = 0; i < credit.Length; i++) credit[i].ShouldBe(expected[i], 1e-10);
        },
        iter: 100);

    private static (EnvironmentSampler Sampler, SoftmaxPolicy Policy, PolicyTable Table) Parts(EnvironmentSet world, double[] logits)
    {
        var policy = new SoftmaxPolicy(world.States, world.Actions);
        policy.SetParameters(logits);
        var table = new PolicyTable(world.States, world.Actions);
        table.Fill(policy.Probabilities);
        return (EnvironmentSampler.ForTypes(world)[0], policy, table);
    }

    private static int[] Plain(EnvironmentSampler sampler, PolicyTable table, int actions, int batch, int horizon, ulong seed)
    {
        var generator = new LaneGenerator(seed);
        var starts = new LaneWords(batch).Draw(ref generator);
        var state = new int[batch];
        for (int b = 0; b < batch; b++) state[b] = sampler.Start.Draw(0, starts[b]);
        var pairs = new int[horizon * batch];
        LaneWords actionWords = new(16), stateWords = new(16);
        for (int move = 0; move < pairs.Length; move++)
        {
            if (move % 16 == 0)
            {
                actionWords.Draw(ref generator);
                stateWords.Draw(ref generator);
            }

            int b = move % batch;
            pairs[move] = state[b] * actions + table.Draw(state[b], actionWords.Bits[move % 16]);
            uint bits = stateWords.Bits[move % 16];
            state[b] = sampler.DrawNext(pairs[move], bits);
        }

        return pairs;
    }
}
