using CsCheck;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Tests.Algorithms;

public class TrainBothTests
{
    public static TheoryData<string> Algorithms => [.. FederationCatalogue.Default.Algorithms];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Two_trainings_have_the_bits_of_each_alone(string algorithm) =>
        (from states in Gen.Int[2, 8]
         from actions in Gen.Int[2, 6]
         from batch in Gen.Int[4, 40]
         from steps in Gen.Int[1, 3]
         from seed in Gen.Int[0, 1000]
         select (states, actions, batch, steps, seed)).Sample(
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
                int last = created.Participants - 1;
                var draws = new System.Random(c.seed);
                double[] broadcast = [.. Enumerable.Range(0, created.ParameterCount).Select(_ => draws.NextDouble())];
                ILearner learner = created.CreateLearner(), other = created.CreateLearner();
                for (int round = 1; round <= 2; round++)
                {
                    double[][] updates = [.. Enumerable.Range(0, 4).Select(_ => new double[broadcast.Length])];
                    LocalTask one = new(c.seed, round, 0), two = new(c.seed, round, last);
                    learner.TrainBoth(one, two, broadcast, updates[0], updates[1]);
                    other.Train(one, broadcast, updates[2]);
                    other.Train(two, broadcast, updates[3]);
                    updates[0].ShouldBe(updates[2]);
                    updates[1].ShouldBe(updates[3]);
                    broadcast = updates[0];
                }
            },
            iter: 30);

    [Theory]
    [InlineData(2, 20, 2, true)]
    [InlineData(2, 500, 1, true)]
    [InlineData(2, 500, 2, false)]
    [InlineData(7, 500, 2, false)]
    [InlineData(8, 500, 2, true)]
    public void Long_trainings_of_few_agents_are_better_on_threads_of_their_own(int agents, int batch, int threads, bool areByTwos)
    {
        var algorithm = FederationCatalogue.Default.CreateAlgorithm(new FederationSpecification
        {
            Environments = new SyntheticEnvironment().Build(null),
            Agents = agents,
            Local = new LocalOptions { Batch = batch },
        });
        TrainingPairs.Suit(algorithm, algorithm.CreateLearner(), threads).ShouldBe(areByTwos && LaneRollOut512.IsSupported);
    }

    [Theory]
    [InlineData("s-fedpg", 5, 4, true)]
    [InlineData("rs-fedpg", 7, 4, true)]
    [InlineData("b-rs-fedpg", 5, 4, true)]
    [InlineData("b-rs-fedpg", 5, 4096, false)]
    [InlineData("s-fedpg", 20, 4, false)]
    [InlineData("fedq", 5, 4, false)]
    public void Small_environments_are_quicker_by_twos(string algorithm, int states, int actions, bool isQuicker) =>
        FederationCatalogue.Default.CreateAlgorithm(new FederationSpecification
        {
            Environments = new SyntheticEnvironment { States = states, Actions = actions }.Build(null),
            Agents = 2,
            Algorithm = algorithm,
        }).CreateLearner().IsQuickerByTwos.ShouldBe(isQuicker && LaneRollOut512.IsSupported);
}
