using CsCheck;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Tests.Aggregation;

public class DriftTests
{
    [Fact]
    public void Two_updates_are_each_half_their_distance_from_the_mean()
    {
        // Mean (2, 3): distances 2 and 2, also from a broadcast somewhere else.
        Of([[2, 1], [2, 5]], weights: [1, 1], broadcast: [7, 7]).ShouldBe(2, 1e-14);
    }

    [Fact]
    public void Weights_count_in_the_mean_and_in_the_drift()
    {
        // Mean 3 of 0 (weight 1) and 4 (weight 3): √((1·9 + 3·1)/4).
        Of([[0], [4]], weights: [1, 3], broadcast: [1]).ShouldBe(Math.Sqrt(3), 1e-15);
    }

    [Fact]
    public void A_single_update_has_no_drift() => Of([[1 / 3.0, 0.1]], weights: [1 / 3.0], broadcast: [7, -7]).ShouldBe(0);

    [Fact]
    public void The_drift_agrees_with_the_direct_formula()
    {
        var gen =
            from parameters in Gen.Int[1, 60]
            from agents in Gen.Int[2, 70]
            from broadcast in Gen.Double[-30, 30].Array[parameters]
            from common in Gen.Double[-1, 1].Array[parameters]
            from scale in Gen.Int[0, 3].Select(power => Math.Pow(10, -power))
            from own in Gen.Double[-1, 1].Array[parameters].Array[agents]
            from weights in Gen.Int[1, 3].Select(staleness => 1.0 / staleness).Array[agents]
            select (
                broadcast, weights,
                updates: Array.ConvertAll(
                    own, o => Enumerable.Range(0, parameters).Select(i => broadcast[i] + common[i] + scale * o[i]).ToArray()));
        gen.Sample(
            sample =>
            {
                double fast = Of(sample.updates, sample.weights, sample.broadcast), direct = Direct(sample.updates, sample.weights);
                double step = sample.updates.Max(update => update.Zip(sample.broadcast, (u, b) => (u - b) * (u - b)).Sum());

                // The squared step cancels, and the mean of numbers of size 30 is rounded.
                Math.Abs(fast * fast - direct * direct).ShouldBeLessThanOrEqualTo(1e-13 * (step + 10 * Math.Sqrt(step)));
            },
            iter: 500);
    }

    [Fact]
    public void A_round_has_the_drift_of_its_updates_before_the_improvement_operator()
    {
        var specification = new FederationSpecification
        {
            Environments = new SyntheticEnvironment { EpsilonP = 0.5 }.Build(null),
            Agents = 7,
            Rounds = 4,
            Algorithm = "rs-fedpg",
            Local = new LocalOptions { StepSize = 0.5 },
            Entropy = new EntropyOptions { Threshold = ImprovementThreshold.Of(0.05) },
        };
        var algorithm = FederationCatalogue.Default.CreateAlgorithm(specification);
        var learner = algorithm.CreateLearner();
        var rounds = SequentialFederation.Run(specification).ToList();
        rounds[0].Drift.ShouldBe(0);
        rounds.Sum(round => round.Moved.Raised).ShouldBeGreaterThan(0);
        foreach (var (before, after) in rounds.Zip(rounds.Skip(1)))
        {
            double[][] updates = [.. Enumerable.Range(0, 7).Select(agent =>
            {
                var update = new double[algorithm.ParameterCount];
                learner.Train(new LocalTask(0, after.Round, agent), before.Parameters.AsSpan(), update);
                return update;
            })];
            after.Drift.ShouldBe(Direct(updates, [1, 1, 1, 1, 1, 1, 1]), 1e-9);
        }
    }

    [Theory]
    [InlineData("independent")]
    [InlineData("centralized")]
    public void Without_an_average_there_is_no_drift(string algorithm)
    {
        var specification = new FederationSpecification
        {
            Environments = new ChallengingMdpEnvironment().Build(null),
            Rounds = 3,
            Algorithm = algorithm,
        };
        SequentialFederation.Run(specification).ShouldAllBe(round => round.Drift == 0);
    }

    private static double Of(double[][] updates, double[] weights, double[] broadcast)
    {
        var tree = new AggregateTree(new MeanAggregator(), updates.Length);
        for (int agent = 0; agent < updates.Length; agent++)
        {
            UpdateCheck.IsSound(updates[agent], broadcast, out double squaredDistance).ShouldBeTrue();
            tree.Add(agent, [.. updates[agent]], weights[agent], squaredDistance);
        }

        return Drift.Of(Mean(updates, weights), broadcast, tree.Close());
    }

    private static double Direct(double[][] updates, double[] weights)
    {
        double[] mean = Mean(updates, weights);
        double squares = updates.Zip(weights, (update, weight) => weight * update.Zip(mean, (u, m) => (u - m) * (u - m)).Sum()).Sum();
        return Math.Sqrt(squares / weights.Sum());
    }

    private static double[] Mean(double[][] updates, double[] weights) =>
        [.. updates[0].Select((_, i) => updates.Zip(weights, (update, weight) => weight * update[i]).Sum() / weights.Sum())];
}
