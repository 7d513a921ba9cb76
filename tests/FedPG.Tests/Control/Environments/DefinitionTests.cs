using FedPG.Control;
using FedPG.Control.Environments;
using FedPG.Control.Processes;
using FedPG.Environments;
using FedPG.Options;

namespace FedPG.Tests.Control.Environments;

public class DefinitionTests
{
    public static TheoryData<IEnvironmentFamily, string, int, int, double> Families => new()
    {
        { new CartPoleEnvironment(), "cart-pole", 4, 1, 0.99 },
        { new PendulumEnvironment(), "pendulum", 3, 1, 0.99 },
        { new MountainCarContinuousEnvironment(), "mountain-car-continuous", 2, 1, 0.99 },
        { new AcrobotEnvironment(), "acrobot", 6, 1, 0.99 },
        { new SwimmerEnvironment(), "swimmer", 9, 2, 0.99 },
        { new ChainLqrEnvironment(), "chain-lqr", 8, 8, 0.95 },
        { new BangBangLqrEnvironment(), "bang-bang-lqr", 2, 2, 0.95 },
        { new ProductServoEnvironment(), "product-servo", 8, 8, 0.9 },
        { new BitBanditEnvironment(), "bit-bandit", 1, 1, 0.99 },
        { new LqrEnvironment(), "lqr, type 1", 4, 2, 0.95 },
    };

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_family_builds_with_its_defaults(IEnvironmentFamily family, string name, int observed, int actions, double discount)
    {
        OptionsCheck.Require(family);
        var types = (ControlEnvironments)family.Build(null);
        types.Shape.Name.ShouldBe(name);
        types.Shape.ObservationDimension.ShouldBe(observed);
        types.Shape.ActionDimension.ShouldBe(actions);
        types.Discount.ShouldBe(discount);
        family.Build(0.5).Discount.ShouldBe(0.5);
        var size = family.Size!.Value;
        (size.States, size.Actions, size.Types).ShouldBe((types.Shape.StateDimension, types.Shape.ActionDimension, types.TypeCount));
    }

    [Fact]
    public void The_longest_list_gives_the_number_of_types()
    {
        var types = (ControlEnvironments)new PendulumEnvironment { Length = [1, 1.5, 2], Mass = [0.5] }.Build(null);
        types.TypeCount.ShouldBe(3);
        types.TypeNames.ShouldBe(["length 1", "length 1.5", "length 2"]);
        ((LaneProcess<Pendulum>)types.Types[2]).Dynamics.ShouldBe(new Pendulum(2, 0.5, 10));
    }

    [Fact]
    public void Lists_of_different_lengths_are_refused() =>
        Should.Throw<SpecificationException>(() => new PendulumEnvironment { Length = [1, 1.5, 2], Mass = [1, 2] }.Build(null))
            .Message.ShouldContain("environment.mass");

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Constants_that_make_no_sense_are_refused(double mass) =>
        Should.Throw<SpecificationException>(() => OptionsCheck.Require(new PendulumEnvironment { Mass = [1, mass] }))
            .Message.ShouldContain("Mass");

    [Fact]
    public void Constants_without_a_value_are_refused() =>
        Should.Throw<SpecificationException>(() => OptionsCheck.Require(new PendulumEnvironment { Mass = [] }));

    [Fact]
    public void Pole_lengths_that_do_not_bind_are_pointed_out()
    {
        new CartPoleEnvironment { PoleHalfLength = [0.5, 1] }.Build(null).Notices.ShouldHaveSingleItem();
        new CartPoleEnvironment { Force = [5, 10] }.Build(null).Notices.ShouldBeEmpty();
    }

    [Fact]
    public void Servos_may_differ_in_slip_and_direction()
    {
        var types = (ControlEnvironments)new ProductServoEnvironment { Slip = [0, 0.1], Reversed = [false, true] }.Build(null);
        types.TypeNames.ShouldBe(["slip 0, reversed 0", "slip 0.1, reversed 1"]);
        ((LaneProcess<ProductServo>)types.Types[1]).Dynamics.IsReversed.ShouldBeTrue();
    }

    [Fact]
    public void Drawn_systems_are_equal_without_heterogeneity_and_depend_on_the_seed()
    {
        var same = LinearQuadraticSystems.Draw(3, 2, 2, 0, 0, seed: 1);
        same[0].A.Values.ShouldBe(same[1].A.Values);
        LinearQuadraticSystems.Draw(3, 2, 1, 0, 0, seed: 2)[0].A.Values.ShouldNotBe(same[0].A.Values);
        var different = LinearQuadraticSystems.Draw(3, 2, 2, 0.1, 0, seed: 1);
        different[0].A.Values.ShouldNotBe(different[1].A.Values);
        different[0].B.Values.ShouldBe(different[1].B.Values);
    }

    [Fact]
    public void Finite_environments_are_control_environments_with_one_observed_level_per_state()
    {
        var finite = new GarnetEnvironment { States = 6, Actions = 4, Branching = 2, Types = 3 }.Build(0.8);
        var control = ControlEnvironments.Of(finite);
        control.TypeCount.ShouldBe(3);
        control.Discount.ShouldBe(0.8);
        control.Shape.ObservationLevels.ShouldBe([6]);
        control.Shape.ActionHigh.ShouldBe([3]);
        double[] found = new double[8], actions = [.. Enumerable.Repeat(2.0, 8)], rewards = new double[8], ended = new double[8];
        control.Types[1].Reset([.. Enumerable.Repeat(0.99, 8)], found, 8);
        found.ShouldAllBe(state => state == 5);
        control.Types[1].Step(found, actions, [.. Enumerable.Range(0, 8).Select(i => i / 8.0)], found, rewards, ended);
        rewards.ShouldAllBe(reward => reward == finite.Types[1].Reward(5, 2));
        foreach (double state in found) finite.Types[1].TransitionRow(5, 2)[(int)state].ShouldBeGreaterThan(0);
        ended.ShouldAllBe(end => end == 0);
    }
}
