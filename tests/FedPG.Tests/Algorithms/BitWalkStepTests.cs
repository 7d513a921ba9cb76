using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Kernels.Bits;
using FedPG.Kernels.Tables;
using FedPG.Options;
using FedPG.Random;

namespace FedPG.Tests.Algorithms;

public class BitWalkStepTests
{
    /// <summary>
    /// Numbers of actions that are not powers of two, batches that do not fill vectors, next states by counting, by alias tables and from
    /// lists, no table of the top levels; logits that are always, mostly or seldom close to each other.
    /// </summary>
    [Theory]
    [InlineData(5, 16, 20, 0, 0.1, 4)]
    [InlineData(5, 1000, 19, 6, 0.1, 4)]
    [InlineData(5, 1000, 19, 6, 0.1, 1)]
    [InlineData(5, 1024, 24, 6, 0.0, 0.5)]
    [InlineData(8, 70, 3, 2, 0.1, 4)]
    [InlineData(12, 33, 9, 5, 0.1, 1.2)]
    [InlineData(3, 5, 17, 1, 0.0, 4)]
    [InlineData(2, 2, 1, 0, 0.1, 4)]
    [InlineData(1, 2, 1, 0, 0.1, 4)]
    [InlineData(600, 33, 19, 2, 0.1, 4)]
    public void Steps_have_the_bits_of_the_plain_loop(int states, int actions, int batch, int levels, double temperature, double spread)
    {
        var environments = states < 100
            ? new SyntheticEnvironment { States = states, Actions = actions }.Build(null)
            : new GarnetEnvironment { States = states, Actions = actions }.Build(null);
        var local = new LocalOptions { Batch = batch, Horizon = 7, StepSize = 0.5 * spread };
        var sampler = EnvironmentSampler.ForTypes(environments)[0];
        var (step, plain) = (
            new BitWalkStep(environments, local, temperature, levels), new PlainBitStep(environments, local, temperature, levels));
        var draws = new System.Random(1);
        double[] parameters =
        [
            .. Enumerable.Range(0, states * new BitTree(actions).Nodes * 2)
                .Select(_ => spread > 2 ? Far(draws.NextDouble()) : spread * (draws.NextDouble() - 0.5)),
        ];
        double[] expected = [.. parameters];
        Xoshiro256PlusPlus random = RandomStreams.For(StreamPurpose.Training, 1, 2, 3), same = random;
        for (int i = 0; i < 5; i++)
        {
            step.Apply([new TrainingAgent(sampler, random, parameters)], isFirst: false);
            random.NextUInt64();
            plain.Take(sampler, same.NextUInt64(), expected);
            parameters.ShouldBe(expected);
        }
    }

    /// <summary>Memory is for visited nodes only: it grows with the length of the walks, not with the number of actions.</summary>
    [Fact]
    public void The_memory_of_a_learner_does_not_grow_with_the_number_of_actions()
    {
        Held(1 << 14).ShouldBeLessThan(Held(1 << 10) * 2);

        static long Held(int actions)
        {
            var algorithm = FederationCatalogue.Default.CreateAlgorithm(
                new FederationSpecification
                {
                    Environments = new SyntheticEnvironment { Actions = actions }.Build(null),
                    Algorithm = "b-rs-fedpg",
                });
            algorithm.CreateLearner();
            long before = GC.GetAllocatedBytesForCurrentThread();
            GC.KeepAlive(algorithm.CreateLearner());
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    /// <summary>Mostly between −2 and 2, some so far apart that one side is certain.</summary>
    private static double Far(double draw) => draw < 0.02 ? -1000 : 4 * draw - 2;
}
