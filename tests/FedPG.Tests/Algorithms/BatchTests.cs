using CsCheck;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Kernels.Lanes;
using FedPG.Options;

namespace FedPG.Tests.Algorithms;

public class BatchTests
{
    public static TheoryData<string> Algorithms => [.. FederationCatalogue.Default.Algorithms];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_batch_has_the_bits_of_each_participant_alone(string algorithm) =>
        (from states in Gen.Int[2, 8]
         from actions in Gen.Int[2, 6]
         from batch in Gen.Int[4, 40]
         from steps in Gen.Int[1, 3]
         from size in Gen.Int[1, 7]
         from seed in Gen.Int[0, 1000]
         select (states, actions, batch, steps, size, seed)).Sample(
            c =>
            {
                var work = new FederationSpecification
                {
                    Environments = new SyntheticEnvironment { States = c.states, Actions = c.actions, Seed = c.seed }.Build(null),
                    Agents = 4,
                    Algorithm = algorithm,
                    Local = new LocalOptions { Batch = c.batch, Steps = c.steps, Horizon = 6, StepSize = 0.3 },
                    Entropy = new EntropyOptions { Temperature = 0.1 },
                };
                var created = FederationCatalogue.Default.CreateAlgorithm(work);
                var draws = new System.Random(c.seed);
                double[] broadcast = [.. Enumerable.Range(0, created.BroadcastLength).Select(_ => draws.NextDouble())];
                double[][] NewRows(int length) => [.. Enumerable.Range(0, c.size).Select(_ => new double[length])];
                ILearner learner = created.CreateLearner(), other = created.CreateLearner();
                for (int round = 1; round <= 2; round++)
                {
                    LocalTask[] tasks =
                    [
                        .. Enumerable.Range(0, c.size).Select(i => new LocalTask(c.seed, round, i % created.Participants)
                        {
                            Phase = created.Phases - 1,
                        }),
                    ];
                    double[][] updates = NewRows(created.UpdateLength), states = NewRows(created.AgentStateLength);
                    learner.Train(new TrainingBatch(tasks, broadcast, updates, states));
                    for (int i = 0; i < c.size; i++)
                    {
                        double[] alone = new double[created.UpdateLength], own = new double[created.AgentStateLength];
                        other.Train(tasks[i], broadcast, alone, own);
                        updates[i].ShouldBe(alone);
                        states[i].ShouldBe(own);
                    }

                    updates[0][..created.ParameterCount].CopyTo(broadcast, 0);
                }
            },
            iter: 30);

    [Theory]
    [InlineData("s-fedpg", 5, 4, 2)]
    [InlineData("rs-fedpg", 7, 4, 2)]
    [InlineData("b-rs-fedpg", 5, 4, 2)]
    [InlineData("b-rs-fedpg", 5, 4096, 1)]
    [InlineData("s-fedpg", 20, 4, 1)]
    [InlineData("fedq", 5, 4, 1)]
    public void Agents_of_small_environments_are_trained_in_pairs(string algorithm, int states, int actions, int together) =>
        FederationCatalogue.Default.CreateAlgorithm(new FederationSpecification
        {
            Environments = new SyntheticEnvironment { States = states, Actions = actions }.Build(null),
            Agents = 2,
            Algorithm = algorithm,
        }).CreateLearner().Together.ShouldBe(LaneRollOut512.IsSupported ? together : 1);
}
