using FedPG.Algorithms;
using FedPG.Control;
using FedPG.Control.Environments;
using FedPG.Control.Exact;
using FedPG.Control.Policies;
using FedPG.Control.Training;
using FedPG.Federation;
using FedPG.Options;
using FedPG.References;

namespace FedPG.Tests.Control.Exact;

/// <summary>Scores by formula: known values, and what sampled trajectories estimate.</summary>
public class ExactScoreTests
{
    private static readonly PolicyOptions _separate = new()
    {
        Bits = 3,
        Features = FeatureKind.OneHot,
        Dimensions = ActionDimensions.Separate,
    };

    [Theory]
    [InlineData(1, 0, -5.174276698393573)]
    [InlineData(1, 0.1, -5.140756167328949)]
    [InlineData(4, 0.3, -5.056455129252621)]
    [InlineData(32, 0.5, -4.936519975757296)]
    public void The_first_round_of_a_servo_has_the_uniform_policys_value(int dimensions, double slip, double expected)
    {
        var specification = new FederationSpecification
        {
            Environments = new ProductServoEnvironment { Dimensions = dimensions, Slip = [slip] }.Build(null),
            Agents = 1,
            Algorithm = "b-rs-fedpg",
            Policy = _separate,
        };
        var algorithm = FederationCatalogue.Default.CreateAlgorithm(specification);
        var report = new RoundScorer(specification, algorithm).Report(FederationState.Initial(algorithm.InitialParameters));
        report.Objective.ShouldBe(expected, 1e-12);
        report.Episodes!.StandardError.ShouldBe(0);
        report.Episodes.ReturnStandardError.ShouldBe(0);
    }

    [Fact]
    public void The_best_moves_of_a_servo_have_the_optimums_value()
    {
        var environments = Servos(dimensions: 3, slip: 0.1);
        var table = ServoTable.Of([new(1, Slip: 0.1, Target: 5, IsReversed: false)], environments.Discount);
        var best = ReferenceValues.Compute(table, agents: 1).BestDeterministic!;
        double[] θ = new double[3 * 8 * 11];
        for (int i = 0; i < 3; i++)
        {
            for (int x = 0; x < 11; x++) θ[(i * 8 + best.Actions[x]) * 11 + x] = 1000;
        }

        Exact(environments, _separate, isBits: false).Score(θ, 0).Objective.ShouldBe(-0.072872182762293, 1e-13);
    }

    [Theory]
    [InlineData(ActionDecoding.Endpoints, -0.5185714285714286, -0.01653061224489797)]
    [InlineData(ActionDecoding.Midpoints, -0.418125, -0.005625)]
    public void Bandits_have_the_known_values(ActionDecoding decoding, double uniform, double best)
    {
        var environments = (ControlEnvironments)new BitBanditEnvironment { Target = [0.3] }.Build(null);
        var score = Exact(environments, new PolicyOptions { Bits = 3, Decoding = decoding }, isBits: true);
        double[] θ = new double[7 * 2 * 2];
        score.Score(θ, 0).Objective.ShouldBe(uniform, 1e-13);

        // Level 5: the bits 1, 0 and 1 of the nodes 1, 3 and 6 of the heap, over the constant feature.
        foreach (var (node, bit) in new[] { (1, 1), (3, 0), (6, 1) }) θ[((node - 1) * 2 + bit) * 2 + 1] = 1000;
        score.Score(θ, 0).Objective.ShouldBe(best, 1e-13);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 3)]
    [InlineData(true, 2)]
    [InlineData(true, 5)]
    public void Sampled_trajectories_estimate_the_exact_values(bool isBits, int bits)
    {
        const int Episodes = 5000;
        var environments = Servos(dimensions: 2, slip: 0.3);
        var policies = new ControlPolicies(environments, _separate with { Bits = bits, Floor = 0.1 }, isBits);
        var policy = policies.Create();
        double[] θ = [.. Enumerable.Range(0, policy.Shape.Parameters).Select(i => Math.Sin(7.0 * i))];
        policy.SetParameters(θ);
        var sampled = new EpisodeSampler(environments.Shape, policy, environments.Discount, Episodes).Score(environments.Types[0], 1, 0);
        var exact = ExactScores.Of(environments, policies)!.Score(θ, 0);
        double error = 4.9 * Math.Sqrt(sampled.ObjectiveVariance);
        exact.Objective.ShouldBe(sampled.Objective, error);
        exact.Return.ShouldBe(sampled.Return, 4.9 * Math.Sqrt(sampled.ReturnVariance));
        exact.Bonus.ShouldBe(sampled.Bonus, 0.01 * sampled.Bonus);
        (exact.Length, exact.Ended).ShouldBe((sampled.Length, sampled.Ended));
        error.ShouldBeLessThan(0.02 * -sampled.Objective);
    }

    [Fact]
    public void Policies_without_a_formula_are_sampled()
    {
        var servos = Servos(dimensions: 2, slip: 0);
        ExactScores.Of(servos, Policies(servos, new PolicyOptions { Features = FeatureKind.OneHot })).ShouldBeNull();
        ExactScores.Of(servos, Policies(servos, _separate with { Family = "gaussian" })).ShouldBeNull();
        ExactScores.Of(servos, Policies(servos, _separate with { Bits = 16 })).ShouldBeNull();
        var chain = (ControlEnvironments)new ChainLqrEnvironment { Dimensions = 1 }.Build(null);
        ExactScores.Of(chain, Policies(chain, new PolicyOptions())).ShouldBeNull();
    }

    private static ControlEnvironments Servos(int dimensions, double slip) =>
        (ControlEnvironments)new ProductServoEnvironment { Dimensions = dimensions, Slip = [slip] }.Build(null);

    private static ControlPolicies Policies(ControlEnvironments environments, PolicyOptions options) =>
        new(environments, options, isBits: true);

    private static IExactScore Exact(ControlEnvironments environments, PolicyOptions options, bool isBits) =>
        ExactScores.Of(environments, new ControlPolicies(environments, options, isBits))!;
}
