using CsCheck;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Tests.Algorithms;

/// <summary>
/// The mean of many sampled local steps against the exact expectation of one, for every algorithm of the catalogue. With H = 1 the update
/// is the broadcast plus η times the gradient (FedQ: the mixed-in target), so an unbiased estimator shows as an unbiased update.
/// </summary>
public class UnbiasednessTests
{
    private const int Draws = 20_000;

    /// <summary>
    /// At this many standard errors a correct estimator fails with probability 4e-8 per entry: below 1e-4 over the roughly 1,300 entries
    /// tested here.
    /// </summary>
    private const double Band = 5.5;

    /// <summary>A projection is not linear: the steps of proj-pavg are unbiased before they are projected only.</summary>
    public static TheoryData<string> Names => [.. FederationCatalogue.Default.Algorithms.Where(name => name != "proj-pavg")];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_mean_of_sampled_updates_is_the_expected_update(string algorithm) => Worlds.Small()
        .SelectMany(world => Worlds.Numbers(world.States * 16, size: 1).Select(numbers => (world, numbers)))
        .Sample(
            sample =>
            {
                var specification = new FederationSpecification
                {
                    Environments = sample.world,
                    Algorithm = algorithm,
                    Local = new LocalOptions { Steps = 1, Batch = 4, Horizon = 6, StepSize = 1 },
                    Entropy = new EntropyOptions { Temperature = 0.3 },
                    QLearning = new QLearningOptions { StepSize = 0.5 },
                };
                MeanShouldBeExpected(specification, sample.numbers);
            },
            iter: 4);

    /// <summary>
    /// Trees with more nodes than a local step visits are walked instead of computed; 11 actions leave some of the 15 nodes forced.
    /// </summary>
    [Theory]
    [InlineData(11, 0.3)]
    [InlineData(16, 0.3)]
    [InlineData(16, 0.0)]
    public void The_mean_of_sampled_updates_is_the_expected_update_for_bits_of_many_actions(
        int actions, double temperature) => Worlds.Numbers(3 * 32, size: 1).Sample(
        numbers => MeanShouldBeExpected(
            new FederationSpecification
            {
                Environments = new SyntheticEnvironment { States = 3, Actions = actions, EpsilonP = 1 }.Build(null),
                Algorithm = "b-rs-fedpg",
                Local = new LocalOptions { Steps = 1, Batch = 3, Horizon = 3, StepSize = 1 },
                Entropy = new EntropyOptions { Temperature = temperature },
            },
            numbers),
        iter: 2);

    private static void MeanShouldBeExpected(FederationSpecification specification, double[] numbers)
    {
        var create = FederationCatalogue.Default.CreateAlgorithm(specification);
        double[] broadcast = [.. Enumerable.Range(0, create.BroadcastLength).Select(i => numbers[i % numbers.Length])];
        for (int phase = 0; phase < create.Phases; phase++)
        {
            var (mean, error) = Sampled(create, broadcast, phase);
            double[] expected = Expected(specification, broadcast, phase);
            for (int i = 0; i < mean.Length; i++)
                mean[i].ShouldBe(expected[i], Band * error[i] + 1e-12, FormattableString.Invariant($"entry {i} in phase {phase}"));
        }
    }

    private static (double[] Mean, double[] Error) Sampled(
        IFederatedAlgorithm algorithm, double[] broadcast, int phase)
    {
        var learner = algorithm.CreateLearner();
        int length = algorithm.UpdateLength;
        var (update, sum, squares) = (new double[length], new double[length], new double[length]);

        // Moments about the first draw: those about 0 lose a variance that is small beside the mean.
        var first = new double[length];
        for (int draw = 1; draw <= Draws; draw++)
        {
            var task = new LocalTask(Seed: 0, Round: draw, Agent: 0) { Phase = phase };
            learner.Train(task, broadcast, update, new double[algorithm.AgentStateLength]);
            if (draw == 1) update.CopyTo(first);
            for (int i = 0; i < update.Length; i++)
            {
                double moved = update[i] - first[i];
                sum[i] += moved;
                squares[i] += moved * moved;
            }
        }

        double[] mean = [.. sum.Select(s => s / Draws)];
        double[] error = [.. squares.Select((s, i) => Math.Sqrt(Math.Max(0, s / Draws - mean[i] * mean[i]) / Draws))];
        return ([.. mean.Select((m, i) => first[i] + m)], error);
    }

    private static double[] Expected(FederationSpecification specification, double[] broadcast, int phase)
    {
        var exact = specification with { Local = specification.Local with { Estimator = GradientEstimator.Expected } };
        var algorithm = FederationCatalogue.Default.CreateAlgorithm(exact);
        var update = new double[algorithm.UpdateLength];
        algorithm.CreateLearner().Train(
            new LocalTask(0, 1, 0) { Phase = phase }, broadcast, update, new double[algorithm.AgentStateLength]);
        return update;
    }
}
