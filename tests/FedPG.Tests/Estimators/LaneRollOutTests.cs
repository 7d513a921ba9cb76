using CsCheck;
using FedPG.Environments;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Tables;
using FedPG.Random;
using static FedPG.Tests.Estimators.LaneCases;

namespace FedPG.Tests.Estimators;

public class LaneRollOutTests
{
    [Fact]
    public void Impossible_actions_are_never_visited_and_certain_ones_always() => Gen.ULong.Sample(seed =>
    {
        // From state 0 the second action leads to state 2 for certain; the policy takes no other there.
        double[] transitions = [1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0];
        var world = new EnvironmentSet(0.9, [1, 0, 0], [new MarkovDecisionProcess("certain", 3, 2, transitions, new double[6])]);
        var policy = Policy(world, [-800, 0, 0, 0, 0, 0]);
        var visited = new byte[2 * LaneRollOut.BlockSize];
        var generator = new LaneGenerator(seed);
        LaneRollOut.Plain(new LaneRun(Tables(world), Thresholds(policy), 2, ref generator, visited), LaneBlock.Two);
        visited.Take(32).ShouldAllBe(pair => pair == 1);
        visited.Skip(32).ShouldAllBe(pair => pair == 4 || pair == 5);
    });

    [Fact]
    public void Every_lane_is_an_independent_generator()
    {
        var lanes = new LaneGenerator(42);
        var seeds = new SplitMix64(42);
        ulong[] words = [.. Enumerable.Range(0, 32).Select(_ => seeds.Next())];
        var generators = Enumerable.Range(0, 8)
            .Select(lane => new Xoshiro256PlusPlus(words[lane], words[8 + lane], words[16 + lane], words[24 + lane]))
            .ToArray();
        for (int i = 0; i < 100; i++)
        {
            var next = lanes.Next();
            for (int lane = 0; lane < 8; lane++) next[lane].ShouldBe(generators[lane].NextUInt64());
        }
    }

    [Fact]
    public void Thresholds_match_every_probability_within_two_to_the_minus_32() => Gen.Double[0, 1].Array[2, 8].Sample(row =>
    {
        double total = row.Sum();
        if (total == 0) return;
        double[] probabilities = [.. row.Select(p => p / total)];
        var thresholds = new uint[row.Length - 1];
        LaneTables.Encode(probabilities, thresholds, stride: 1);
        double cumulative = 0;
        for (int j = 0; j < thresholds.Length; j++)
        {
            cumulative += probabilities[j];
            ((thresholds[j] + 1.0) / 4294967296.0).ShouldBe(cumulative, 1.01 / 4294967296.0);
        }
    });
}
