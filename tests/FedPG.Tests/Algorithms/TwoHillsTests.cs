using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Tests.Oracles;

namespace FedPG.Tests.Algorithms;

/// <summary>
/// What each correction leaves of the bias of H local steps, on the world with two maxima and with exact gradients, against numbers that
/// another program has computed. The truncation at T = 300 is within the bounds.
/// </summary>
public class TwoHillsTests
{
    private const double Best = 6.406074558;
    private const int LocalSteps = 10_000;

    private static readonly EnvironmentSet World = OracleFiles.ReadEnvironments("../worlds/two-hills.mdp.json");

    public static TheoryData<string, int, double> Biased => new()
    {
        { "s-fedpg", 5, 1.2012e-4 }, { "s-fedpg", 10, 2.5652e-4 }, { "s-fedpg", 50, 1.7496e-5 }, { "s-fedpg", 100, 1.4142e-3 },
                { "fedsvrpg-m", 5, 2.263e-4 }, { "fedsvrpg-m", 10, 8.141e-4 }, { "fedsvrpg-m", 50, 3.013e-3 },
    };

    public static TheoryData<string, int, double> Unbiased => new()
    {
        { "scaffold-pg", 5, 1e-11 }, { "scaffold-pg", 10, 1e-11 }, { "scaffold-pg", 50, 1e-11 }, { "scaffold-pg", 100, 1e-10 },
        { "fast-fedpg", 5, 1e-11 }, { "fast-fedpg", 10, 1e-11 }, { "fast-fedpg", 50, 1e-11 },
    };

    [Theory]
    [MemberData(nameof(Biased))]
    public void The_bias_that_is_left(string algorithm, int localSteps, double gap) =>
        Gaps(algorithm, localSteps)[^1].ShouldBe(gap, 0.01 * gap);

    [Theory]
    [MemberData(nameof(Unbiased))]
    public void Scaffold_removes_the_bias_at_every_H_and_Fast_FedPG_up_to_50(string algorithm, int localSteps, double bound) =>
        Gaps(algorithm, localSteps)[^1].ShouldBe(Gaps("s-fedpg", 1)[^1], bound);

    [Fact]
    public void Fast_FedPG_is_not_stable_with_100_local_steps() => Gaps("fast-fedpg", 100)[^1].ShouldBeGreaterThan(0.1);

    [Fact]
    public void FedSVRPG_M_is_biased_with_100_local_steps() => Gaps("fedsvrpg-m", 100)[^1].ShouldBe(4.335e-4, 0.02 * 4.335e-4);

    [Theory]
    [InlineData("s-fedpg", 1, 211)]
    [InlineData("scaffold-pg", 10, 19)]
    public void Rounds_until_the_gap_stays_below_1e_8(string algorithm, int localSteps, int rounds)
    {
        var gaps = Gaps(algorithm, localSteps);
        ((double)gaps.FindLastIndex(gap => gap >= 1e-8) + 1).ShouldBe(rounds, 0.01 * rounds);
    }

    private static List<double> Gaps(string algorithm, int localSteps)
    {
        var specification = new FederationSpecification
        {
            Environments = World,
            Agents = 4,
            Rounds = LocalSteps / localSteps,
            Algorithm = algorithm,
            Policy = new PolicyOptions { InitialLogit = -2 },
            Local = new LocalOptions
            {
                Estimator = GradientEstimator.Expected,
                Horizon = 300,
                StepSize = 0.05,
                Steps = localSteps,
            },
        };
        var evaluator = new RoundEvaluator(specification, FederationCatalogue.Default.CreateAlgorithm(specification));
        return [.. SequentialFederation.Run(specification).Select(outcome => Best - evaluator.Evaluate(outcome).Objective)];
    }
}
