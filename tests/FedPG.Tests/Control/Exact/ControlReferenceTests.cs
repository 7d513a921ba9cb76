using FedPG.Control;
using FedPG.Control.Environments;
using FedPG.Control.Exact;
using FedPG.Environments;

namespace FedPG.Tests.Control.Exact;

public class ControlReferenceTests
{
    [Fact]
    public void Chains_have_the_optimum_of_the_Riccati_equation_as_bound_and_as_common_optimum()
    {
        var values = Of(new ChainLqrEnvironment { Dimensions = 2 }, agents: 1)!;
        values.UpperBound.ShouldBe(-0.8304413398431, 1e-12);
        values.BestCommonLinear!.Value.ShouldBe(values.UpperBound, 1e-12);
        values.BestStationary.ShouldBeNull();
    }

    [Fact]
    public void Types_that_differ_have_a_common_gain_below_the_bound()
    {
        var values = Of(new LqrEnvironment { EpsilonA = 0.3, EpsilonB = 0.3, Seed = 3 }, agents: 4)!;
        values.PerEnvironmentOptima.Average().ShouldBe(values.UpperBound, 1e-12);
        values.BestCommonLinear!.Value.ShouldBeLessThan(values.UpperBound);
        values.BestCommonLinear.Value.ShouldBeGreaterThan(2 * values.UpperBound);
    }

    [Fact]
    public void Servos_have_the_same_values_in_any_number_of_dimensions()
    {
        var one = Of(new ProductServoEnvironment { Dimensions = 1, Target = [4, 5, 6] }, agents: 3)!;
        var many = Of(new ProductServoEnvironment { Dimensions = 32, Target = [4, 5, 6] }, agents: 3)!;
        one.BestStationary!.Value.ShouldBe(-0.339538849428959, 1e-10);
        many.BestStationary.ShouldBe(one.BestStationary);
        many.UpperBound.ShouldBe((-0.077704850094960 - 0.072872182762293 - 0.108892069468993) / 3, 1e-13);
    }

    [Fact]
    public void Agents_weigh_the_types()
    {
        var values = Of(new ProductServoEnvironment { Dimensions = 1, Target = [4, 6] }, agents: 3)!;
        values.UpperBound.ShouldBe((2 * -0.077704850094960 - 0.108892069468993) / 3, 1e-13);
    }

    [Fact]
    public void Classic_tasks_have_no_exact_values() => Of(new PendulumEnvironment(), agents: 1).ShouldBeNull();

    private static ControlReferences? Of(IEnvironmentFamily family, int agents) =>
        ControlReferences.Of((ControlEnvironments)family.Build(null), agents);
}
