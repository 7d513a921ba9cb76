using CsCheck;
using FedPG.Environments;
using FedPG.Scoring;

namespace FedPG.Tests.Environments;

/// <summary>What all environments with random parts have in common.</summary>
public class DrawnEnvironmentTests
{
    public static TheoryData<string, Func<int, double, long, IEnvironmentDefinition>> Families => new()
    {
        { "synthetic", (count, own, seed) => new SyntheticEnvironment { Types = count, EpsilonP = own, EpsilonR = own, Seed = seed } },
        { "garnet", (count, own, seed) => new GarnetEnvironment { Types = count, EpsilonP = own, EpsilonR = own, Seed = seed } },
        { "gridworld", (count, own, seed) => new GridworldEnvironment { Types = count, EpsilonP = own, Seed = seed } },
        { "random-mdp", (count, own, seed) => new RandomMdpEnvironment { Types = count, Kappa = own, Seed = seed } },
        { "disjoint", (count, own, seed) => new RandomMdpEnvironment { Types = count, Kappa = own, Seed = seed, Disjoint = true } },
        { "windy-cliff", (count, own, seed) => new WindyCliffEnvironment { Types = count, Kappa = own, Seed = seed } },
    };

    [Theory]
    [MemberData(nameof(Families))]
    public void Without_heterogeneity_all_types_are_one_object(string family, Func<int, double, long, IEnvironmentDefinition> define)
    {
        var set = define(3, 0, 5).Build(null);
        set.Types.Length.ShouldBe(3, family);
        set.Types.Distinct().Count().ShouldBe(1, family);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Heterogeneity_grows_in_proportion_to_the_share(string family, Func<int, double, long, IEnvironmentDefinition> define)
    {
        double whole = Heterogeneity.Transitions(define(3, 1, 5).Build(null));
        whole.ShouldBeInRange(1e-3, 2 + 1e-12, family);
        Heterogeneity.Transitions(define(3, 0.25, 5).Build(null)).ShouldBe(0.25 * whole, 1e-12, family);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_type_does_not_depend_on_the_number_of_types(string family, Func<int, double, long, IEnvironmentDefinition> define)
    {
        var few = define(2, 0.5, 5).Build(null);
        var many = define(5, 0.5, 5).Build(null);
        for (int i = 0; i < 2; i++) few.Types[i].HasSameDynamics(many.Types[i]).ShouldBeTrue(family);
        many.Types.Distinct().Count().ShouldBe(5, family);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void The_seed_decides_the_draw(string family, Func<int, double, long, IEnvironmentDefinition> define)
    {
        var one = define(1, 0.5, 5).Build(null).Types[0];
        one.HasSameDynamics(define(1, 0.5, 5).Build(null).Types[0]).ShouldBeTrue(family);
        one.HasSameDynamics(define(1, 0.5, 6).Build(null).Types[0]).ShouldBeFalse(family);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Types_are_numbered_and_differ_in_rewards_only_if_the_family_draws_them(
        string family, Func<int, double, long, IEnvironmentDefinition> define)
    {
        var set = define(2, 0.5, 5).Build(null);
        set.Types.Select(type => type.Name).ShouldBe(["type1", "type2"], family);
        bool drawsRewards = family is "synthetic" or "garnet";
        (Heterogeneity.Rewards(set) > 0).ShouldBe(drawsRewards, family);
    }

    [Fact]
    public void Synthetic_types_of_any_size_are_processes_with_rewards_in_the_unit_interval() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[2, 5], Gen.Int[1, 4], Gen.Double[0, 1]).Sample((states, actions, types, share) =>
        {
            var set = new SyntheticEnvironment
            {
                States = states,
                Actions = actions,
                Types = types,
                EpsilonP = share,
                EpsilonR = share,
            }.Build(0.9);
            (set.States, set.Actions, set.Types.Length).ShouldBe((states, actions, types));
            foreach (var type in set.Types) type.Rewards.ToArray().ShouldAllBe(reward => reward >= 0 && reward <= 1);
            set.InitialDistribution.ShouldBe(Probabilities.Uniform(states));
        });

    [Fact]
    public void A_kernel_that_cannot_fit_in_memory_is_refused_in_one_line() =>
        Should.Throw<SpecificationException>(() => new SyntheticEnvironment { States = 100_000, Actions = 4 }.Build(null)).Message.ShouldBe(
            "environment: found 100000 states and 4 actions, a kernel of 40000000000 numbers; "
            + "accepted: states² · actions of at most 268435456");
}
