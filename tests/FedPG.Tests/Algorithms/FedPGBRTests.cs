using FedPG.Aggregation.Robust;
using FedPG.Algorithms;
using FedPG.Algorithms.DriftCorrection;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Tests.Algorithms;

public class FedPGBRTests
{
    private static readonly FederationSpecification Specification = new()
    {
        Environments = new SyntheticEnvironment { EpsilonP = 0 }.Build(null),
        Agents = 6,
        Rounds = 4,
        Algorithm = "fedpg-br",
        Aggregator = "fedpg-filter",
        Local = new LocalOptions { Steps = 1, StepSize = 0.2, Batch = 12, Horizon = 8 },
        Extensions = ExtensionOptions.Of(new FedPGBROptions { MiniBatch = 4 }, new FedPGFilterOptions { Sigma = 5 }),
    };

    /// <summary>Without noise and with equal agents the correction is exact: N steps along the gradient.</summary>
    [Fact]
    public void With_exact_gradients_of_equal_agents_the_server_ascends_N_times()
    {
        var specification = Specification with { Local = Specification.Local with { Estimator = GradientEstimator.Expected } };
        var algorithm = (FedPGBR)FederationCatalogue.Default.CreateAlgorithm(specification);
        var rounds = SequentialFederation.Run(specification).ToList();
        foreach (var (before, after) in rounds.Zip(rounds.Skip(1)))
        {
            int steps = algorithm.Steps(specification.Seed, after.Round);
            var plain = FederationCatalogue.Default.CreateAlgorithm(specification with
            {
                Algorithm = "s-fedpg",
                Local = specification.Local with { Steps = steps },
            });
            double[] expected = new double[plain.ParameterCount];
            plain.CreateLearner().Train(new LocalTask(0, after.Round, 0), before.Parameters.AsSpan(), expected);
            for (int i = 0; i < expected.Length; i++) after.Parameters[i].ShouldBe(expected[i], 1e-12);
        }
    }

    [Fact]
    public void The_number_of_steps_is_geometric_with_mean_B_plus_b_over_b()
    {
        // Mean 4, variance p/(1−p)² = 12; six standard errors.
        var algorithm = (FedPGBR)FederationCatalogue.Default.CreateAlgorithm(Specification);
        double[] steps = [.. Enumerable.Range(1, 20_000).Select(round => (double)algorithm.Steps(seed: 3, round))];
        steps.Min().ShouldBe(1);
        steps.Average().ShouldBe(4, 6 * Math.Sqrt(12 / 20_000.0));
    }

    [Fact]
    public void It_learns_from_samples_in_spite_of_attackers_that_stop_an_average()
    {
        var specification = Specification with
        {
            Agents = 10,
            Rounds = 60,
            Byzantine = new ByzantineOptions { Agents = [1, 4, 6], Attack = "noise" },
            Extensions = Specification.Extensions.With(new FedPG.Byzantine.NoiseOptions { Deviation = 20 }),
        };
        Objective(specification).ShouldBeGreaterThan(Objective(specification with { Aggregator = "mean" }) + 1);
        Objective(specification).ShouldBeGreaterThan(Objective(specification with { Rounds = 1 }));
    }

    [Fact]
    public void A_run_without_the_filter_has_a_notice()
    {
        FederationCatalogue.Default.CreateAlgorithm(Specification with { Aggregator = "mean" }).Notices.ShouldContain(
            "fedpg-br without its filter: server.aggregator = fedpg-filter");
        FederationCatalogue.Default.CreateAlgorithm(Specification).Notices.ShouldBe(
            ["the server samples too, in the first type's environment; its steps are not among the environment steps"]);
    }

    private static double Objective(FederationSpecification specification) =>
        new RoundEvaluator(specification, FederationCatalogue.Default.CreateAlgorithm(specification))
            .Evaluate(SequentialFederation.Run(specification).Last()).Objective;
}
