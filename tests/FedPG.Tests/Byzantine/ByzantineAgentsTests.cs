using FedPG.Aggregation;
using FedPG.Aggregation.Robust;
using FedPG.Algorithms;
using FedPG.Byzantine;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Tests.Byzantine;

public class ByzantineAgentsTests
{
    private const int Agents = 10;

    private static readonly FederationCatalogue Catalogue = FederationCatalogue.Default;

    public static TheoryData<string> Attacks => [.. Catalogue.Attacks];

    [Fact]
    public void A_fraction_is_a_number_of_agents_drawn_from_the_seed()
    {
        var options = new ByzantineOptions { Fraction = 0.3 };
        var drawn = Enumerable.Range(0, 200).Select(seed => ByzantineAgents.Of(options, seed, Agents)).ToList();
        drawn.ShouldAllBe(agents => agents.Count(isByzantine => isByzantine) == 3);
        ByzantineAgents.Of(options, 7, Agents).ShouldBe(drawn[7]);

        // 60 expected per agent, σ = 6.5.
        for (int agent = 0; agent < Agents; agent++) drawn.Count(agents => agents[agent]).ShouldBeInRange(60 - 39, 60 + 39);
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Honest_agents_train_as_without_an_attack_and_Byzantine_ones_by_themselves_as_in_a_batch(string attack)
    {
        var specification = Specification(attack);
        var plain = Catalogue.CreateAlgorithm(specification with { Byzantine = new() });
        var attacked = Catalogue.CreateAlgorithm(specification);
        double[][] honest = Train(plain), together = Train(attacked);
        for (int agent = 0; agent < Agents; agent++)
        {
            double[] alone = new double[plain.ParameterCount];
            attacked.CreateLearner().Train(new LocalTask(5, 2, agent), new double[plain.ParameterCount], alone);
            alone.ShouldBe(together[agent]);
            bool isAttacked = agent is 1 or 2 or 7 && attack is not ("alie" or "ipm" or "fedpg-attack");
            if (isAttacked) together[agent].ShouldNotBe(honest[agent]);
            else together[agent].ShouldBe(honest[agent]);
        }
    }

    [Fact]
    public void A_Byzantine_agent_that_flips_rewards_trains_like_an_honest_one_with_the_opposite_rewards()
    {
        var specification = Specification("reward-flip");
        var flipped = specification with
        {
            Byzantine = new(),
            Environments = new RewardFlip().Corrupt(specification.FiniteEnvironments),
        };
        flipped.FiniteEnvironments.Types[1].Reward(2, 3).ShouldBe(-specification.FiniteEnvironments.Types[1].Reward(2, 3));
        Train(Catalogue.CreateAlgorithm(specification))[7].ShouldBe(Train(Catalogue.CreateAlgorithm(flipped))[7]);
    }

    [Fact]
    public void The_expected_gradient_of_random_actions_is_zero()
    {
        var specification = Specification("random-action") with { Local = new LocalOptions { Estimator = GradientEstimator.Expected } };
        double[][] updates = Train(Catalogue.CreateAlgorithm(specification));
        updates[7].ShouldAllBe(value => Math.Abs(value) < 1e-12);
        updates[6].ShouldContain(value => Math.Abs(value) > 1e-6);
    }

    [Theory]
    [InlineData("mean")]
    [InlineData("median")]
    public void Colluding_agents_are_aggregated_with_the_update_that_they_agree_on(string aggregator)
    {
        var specification = Specification("ipm") with { Aggregator = aggregator, Rounds = 1, Seed = 5 };
        var rounds = SequentialFederation.Run(specification).ToList();
        var algorithm = Catalogue.CreateAlgorithm(specification);
        double[][] updates = Train(algorithm, round: 1);
        double[][] honest = [.. updates.Where((_, agent) => agent is not (1 or 2 or 7))];
        foreach (int agent in (int[])[1, 2, 7])
            updates[agent] = [.. honest[0].Select((_, k) => -2 * honest.Average(update => update[k]))];
        for (int k = 0; k < algorithm.ParameterCount; k++)
        {
            double[] column = [.. updates.Select(update => update[k])];
            double expected = aggregator == "mean" ? column.Average() : Median.Of(column);
            rounds[1].Parameters[k].ShouldBe(expected, 1e-15);
        }
    }

    [Fact]
    public void Colluding_agents_send_their_own_updates_in_a_round_without_honest_agents()
    {
        var collusion = new Collusion(
            new MeanAggregator(), new InnerProductManipulation(new InnerProductManipulationOptions()),
            new ByzantineOptions { Agents = [0, 1] }, agents: 3);
        var tree = new AggregateTree(collusion, agents: 3);
        tree.Add(0, [2], weight: 1, squaredDistance: 4);
        tree.Add(1, [4], weight: 1, squaredDistance: 16);
        collusion.Complete(tree.Close(), new AggregationRound(0, 1, [0])).ShouldBe([3]);
        tree.Add(2, [6], weight: 2, squaredDistance: 36);
        collusion.Complete(tree.Close(), new AggregationRound(0, 1, [0])).ShouldBe([(12 - 12 - 12) / 4.0]);
    }

    [Fact]
    public void A_run_reports_the_number_of_Byzantine_agents() => Catalogue.CreateAlgorithm(Specification("sign-flip")).Notices.ShouldBe(
        ["3 of 10 agents are Byzantine (sign-flip); the objective is the mean over all agents' environments"]);

    [Theory]
    [InlineData("independent")]
    [InlineData("centralized")]
    public void Without_a_federation_there_is_no_attack_and_no_aggregator(string algorithm)
    {
        var specification = Specification("ipm") with { Algorithm = algorithm, Rounds = 2 };
        var plain = SequentialFederation.Run(specification with { Byzantine = new() }).Last();
        SequentialFederation.Run(specification with { Aggregator = "norm-bound" }).Last().Parameters.ShouldBe(plain.Parameters);
    }

    [Theory]
    [InlineData(0.01, new int[0], "faults.byzantine.fraction: found 0.01, which is 0 of 10 agents; accepted: 0, or a fraction with at "
        + "least one Byzantine and one honest agent")]
    [InlineData(1, new int[0], "faults.byzantine.fraction: found 1, which is 10 of 10 agents; accepted: 0, or a fraction with at least "
        + "one Byzantine and one honest agent")]
    [InlineData(0, new[] { 3, 10 }, "faults.byzantine.agents: found 10; accepted: agents from 0 to 9")]
    [InlineData(0.2, new[] { 3 }, "faults.byzantine: found a fraction and a list of agents; accepted: one of them")]
    public void What_does_not_fit_the_agents_is_refused(double fraction, int[] agents, string message) =>
        Should.Throw<SpecificationException>(() => Catalogue.CreateAlgorithm(
            Specification("zero") with { Byzantine = new ByzantineOptions { Fraction = fraction, Agents = agents, Attack = "zero" } }))
            .Message.ShouldBe(message);

    [Fact]
    public void An_unknown_attack_is_refused_with_the_known_ones() =>
        Should.Throw<SpecificationException>(() => Catalogue.CreateAlgorithm(Specification("flip"))).Message.ShouldBe(
            "faults.byzantine.attack: found 'flip'; accepted: alie, fedpg-attack, ipm, noise, random-action, reward-flip, sign-flip, zero");

    [Theory]
    [InlineData("krum", 4, "server.krum.byzantine: found 1 with 4 updates per round; accepted: at most 0: "
        + "krum needs at least 2f + 3 updates")]
    [InlineData("krum", 2, "server.krum.byzantine: found 1 with 2 updates per round; accepted: krum needs at least 2f + 3 updates")]
    [InlineData("trimmed-mean", 2, "server.trimmed-mean.trim: found 1 with 2 updates per round; accepted: at most 0: "
        + "trimmed-mean needs more than twice as many updates")]
    public void An_aggregator_that_needs_more_agents_is_refused(string aggregator, int agents, string message)
    {
        var specification = Specification("zero") with { Aggregator = aggregator, Agents = agents, Byzantine = new() };
        Should.Throw<SpecificationException>(() => Catalogue.CreateAggregator(specification, Catalogue.CreateAlgorithm(specification)))
            .Message.ShouldBe(message);
    }

    [Fact]
    public void Updates_of_too_many_agents_for_one_list_are_refused()
    {
        var specification = Specification("zero") with { Aggregator = "median", Agents = 100_000_000, Byzantine = new() };
        Should.Throw<SpecificationException>(() => Catalogue.CreateAggregator(specification, Catalogue.CreateAlgorithm(specification)))
            .Message.ShouldBe(
                "server.aggregator: found 'median', which keeps 2200000000 numbers for 100000000 updates of 20; accepted: at most "
                + "2147483591 numbers");
    }

    [Fact]
    public void Bucketing_passes_the_number_of_its_buckets_on_and_does_not_nest()
    {
        Create("krum", agents: 10, size: 2);
        Should.Throw<SpecificationException>(() => Create("krum", agents: 10, size: 3)).Message.ShouldBe(
            "server.krum.byzantine: found 1 with 4 updates per round; accepted: at most 0: krum needs at least 2f + 3 updates");
        Should.Throw<SpecificationException>(() => Create("bucketing", agents: 10, size: 2)).Message.ShouldBe(
            "server.bucketing.aggregator: found 'bucketing'; accepted: another aggregator");
        Should.Throw<SpecificationException>(() => Create("medium", agents: 10, size: 2)).Message.ShouldStartWith(
            "server.bucketing.aggregator: found 'medium'; accepted: bucketing, ");

        static void Create(string inner, int agents, int size)
        {
            var specification = Specification("zero") with
            {
                Aggregator = "bucketing",
                Agents = agents,
                Byzantine = new(),
                Extensions = ExtensionOptions.Of(new BucketingOptions { Aggregator = inner, Size = size }),
            };
            Catalogue.CreateAggregator(specification, Catalogue.CreateAlgorithm(specification));
        }
    }

    private static FederationSpecification Specification(string attack) => new()
    {
        Environments = new SyntheticEnvironment().Build(null),
        Agents = Agents,
        Rounds = 3,
        Byzantine = new ByzantineOptions { Agents = [1, 2, 7], Attack = attack },
        Local = new LocalOptions { Steps = 2, Batch = 4, Horizon = 5 },
    };

    private static double[][] Train(IFederatedAlgorithm algorithm, int round = 2)
    {
        LocalTask[] tasks = [.. Enumerable.Range(0, Agents).Select(agent => new LocalTask(5, round, agent))];
        double[][] updates = [.. tasks.Select(_ => new double[algorithm.ParameterCount])];
        algorithm.CreateLearner().Train(new TrainingBatch(tasks, new double[algorithm.ParameterCount], updates));
        return updates;
    }
}
