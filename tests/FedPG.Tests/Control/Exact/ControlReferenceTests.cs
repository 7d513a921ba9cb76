using FedPG.Control;
using FedPG.Control.Environments;
using FedPG.Control.Exact;
using FedPG.Environments;
using FedPG.Options;
using FedPG.References;

namespace FedPG.Tests.Control.Exact;

public class ControlReferenceTests
{
    private static readonly PolicyOptions ThreeBits = new() { Bits = 3 };

    [Theory]
    [InlineData(1, 0.4139893029342315)]
    [InlineData(2, 0.8304413398431)]
    [InlineData(8, 3.329149556318)]
    [InlineData(32, 13.32398243776)]
    public void Chains_have_the_optimum_of_the_Riccati_equation_as_bound_and_as_common_optimum(int dimensions, double cost)
    {
        var values = Of(new ChainLqrEnvironment { Dimensions = dimensions }, agents: 1);
        values.UpperBound!.Value.ShouldBe(-cost, 1e-11);
        values.BestCommonLinear.ShouldBe(values.UpperBound);
        values.BestStationary.ShouldBeNull();
        values.Notices.ShouldBeEmpty();
    }

    [Fact]
    public void Types_that_differ_have_a_common_gain_below_the_bound()
    {
        var values = Of(new LqrEnvironment { EpsilonA = 0.3, EpsilonB = 0.3, Seed = 3 }, agents: 4);
        values.PerEnvironmentOptima.Average().ShouldBe(values.UpperBound!.Value, 1e-12);
        values.BestCommonLinear!.Value.ShouldBeLessThan(values.UpperBound.Value);
        values.BestCommonLinear.Value.ShouldBeGreaterThan(2 * values.UpperBound.Value);
    }

    [Fact]
    public void Equal_types_count_as_one()
    {
        var values = Of(new ChainLqrEnvironment { Dimensions = 2, Coupling = [0.1, 0.3, 0.1] }, agents: 3);
        var two = Of(new ChainLqrEnvironment { Dimensions = 2, Coupling = [0.1, 0.3] }, agents: 3);
        values.PerEnvironmentOptima.Length.ShouldBe(3);
        values.PerEnvironmentOptima[2].ShouldBe(values.PerEnvironmentOptima[0]);
        values.BestCommonLinear!.Value.ShouldBe(two.BestCommonLinear!.Value, 1e-12); // Agents 0 and 2 have the first type in both.
    }

    [Fact]
    public void A_limit_of_work_leaves_out_all_values_or_ends_the_search_and_says_so()
    {
        var environments = (ControlEnvironments)new LqrEnvironment { States = 8, EpsilonA = 0.3, EpsilonB = 0.3 }.Build(null);
        var none = ControlReferences.Compute(environments, 2, ThreeBits, limit: 10_000, default);
        none.UpperBound.ShouldBeNull();
        none.Notices.ShouldHaveSingleItem().ShouldStartWith("the reference values were left out: they take more than the limit of work");
        var some = ControlReferences.Compute(environments, 2, ThreeBits, limit: 500_000, default);
        var all = ControlReferences.Compute(environments, 2, ThreeBits, ReferenceScope.All);
        some.UpperBound.ShouldBe(all.UpperBound);
        some.Notices.ShouldHaveSingleItem().ShouldStartWith("the search for the best common linear gain ended at the limit of work");
        all.BestCommonLinear!.Value.ShouldBeLessThan(all.UpperBound!.Value);
        all.Notices.ShouldBeEmpty();
    }

    [Fact]
    public void A_chain_whose_matrices_are_too_large_for_the_limit_is_left_out_at_once() =>
        Of(new ChainLqrEnvironment { Dimensions = 1024 }, agents: 1).Notices.ShouldHaveSingleItem()
            .ShouldStartWith("the reference values were left out");

    [Fact]
    public void A_cancelled_computation_ends()
    {
        var environments = (ControlEnvironments)new ChainLqrEnvironment().Build(null);
        Should.Throw<OperationCanceledException>(
            () => ControlReferences.Compute(environments, 1, ThreeBits, ReferenceScope.All, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Servos_have_the_same_values_in_any_number_of_dimensions()
    {
        var one = Of(new ProductServoEnvironment { Dimensions = 1, Target = [4, 5, 6] }, agents: 3);
        var many = Of(new ProductServoEnvironment { Dimensions = 32, Target = [4, 5, 6] }, agents: 3);
        one.BestStationary!.Value.ShouldBe(-0.339538849428959, 1e-10);
        many.BestStationary.ShouldBe(one.BestStationary);
        many.UpperBound!.Value.ShouldBe((-0.077704850094960 - 0.072872182762293 - 0.108892069468993) / 3, 1e-13);
    }

    [Theory]
    [InlineData(0, -0.026556818181818)]
    [InlineData(0.1, -0.072872182762293)]
    [InlineData(0.3, -0.199517221378734)]
    [InlineData(0.5, -0.408264462809917)]
    public void A_servo_has_its_optimum_as_bound_and_as_best_policies(double slip, double optimum)
    {
        var values = Of(new ProductServoEnvironment { Dimensions = 4, Slip = [slip] }, agents: 1);
        values.UpperBound!.Value.ShouldBe(optimum, 1e-13);
        values.BestStationary!.Value.ShouldBe(optimum, 1e-13);
        values.BestDeterministic!.Exhaustive.ShouldBeTrue();
    }

    [Fact]
    public void Agents_weigh_the_types()
    {
        var values = Of(new ProductServoEnvironment { Dimensions = 1, Target = [4, 6] }, agents: 3);
        values.UpperBound!.Value.ShouldBe((2 * -0.077704850094960 - 0.108892069468993) / 3, 1e-13);
    }

    [Theory]
    [InlineData(ActionDecoding.Endpoints, -0.01653061224489797)]
    [InlineData(ActionDecoding.Midpoints, -0.005625)]
    public void The_best_policy_of_a_bandit_takes_its_best_level(ActionDecoding decoding, double best)
    {
        var values = Of(new BitBanditEnvironment(), 1, new PolicyOptions { Bits = 3, Decoding = decoding });
        values.BestStationary!.Value.ShouldBe(best, 1e-15);
        values.BestDeterministic.ShouldNotBeNull().Value.ShouldBe(best, 1e-15);
        values.UpperBound.ShouldBe(0);
    }

    [Fact]
    public void Any_action_of_a_Gaussian_policy_can_be_the_best_of_a_bandit()
    {
        var values = Of(new BitBanditEnvironment { Target = [0, 0.5] }, 2, new PolicyOptions { Family = "gaussian" });
        values.BestStationary!.Value.ShouldBe(-0.0625, 1e-15);
    }

    [Fact]
    public void Classic_tasks_have_no_exact_values()
    {
        var values = Of(new PendulumEnvironment(), agents: 1);
        values.UpperBound.ShouldBeNull();
        values.Notices.ShouldBeEmpty();
    }

    private static ReferenceValues Of(IEnvironmentFamily family, int agents, PolicyOptions? policy = null) =>
        ControlReferences.Compute((ControlEnvironments)family.Build(null), agents, policy ?? ThreeBits);
}
