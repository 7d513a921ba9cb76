using CsCheck;
using FedPG.Environments;

namespace FedPG.Tests.Environments;

public class GarnetEnvironmentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_branching_is_the_number_of_successors_of_an_unmixed_row(double share) =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12], Gen.Long[0, 1000])
            .Where((states, branching, _) => branching <= states)
            .Sample((states, branching, seed) =>
            {
                var set = new GarnetEnvironment { States = states, Branching = branching, Seed = seed, EpsilonP = share }.Build(null);
                foreach (var type in set.Types) Successors(type).ShouldAllBe(count => count == branching);
            });

    [Fact]
    public void A_mixed_row_has_the_successors_of_both_parts()
    {
        int[] successors = Successors(new GarnetEnvironment { States = 30, EpsilonP = 0.3 }.Build(null).Types[0]);
        successors.ShouldAllBe(count => count >= 3 && count <= 6);
        successors.Max().ShouldBe(6);
    }

    [Fact]
    public void Every_state_is_a_successor_equally_often()
    {
        var type = new GarnetEnvironment { States = 20, Actions = 50, Branching = 4, EpsilonP = 0 }.Build(null).Types[0];
        var counts = new int[20];
        for (int i = 0; i < type.Transitions.Length; i++) counts[i % 20] += type.Transitions[i] > 0 ? 1 : 0;
        // 1000 rows, each with a state in 4 of 20: mean 200, standard deviation 12.6.
        counts.ShouldAllBe(count => count > 140 && count < 260);
    }

    [Fact]
    public void More_successors_than_states_are_refused() =>
        Should.Throw<SpecificationException>(() => new GarnetEnvironment { States = 3, Branching = 4 }.Build(null)).Message
            .ShouldBe("environment.branching: found 4; accepted: at most environment.states, 3");

    /// <summary>Positive entries of every row, [S·A].</summary>
    private static int[] Successors(MarkovDecisionProcess type) =>
        [.. type.Transitions.ToArray().Chunk(type.States).Select(row => row.Count(probability => probability > 0))];
}
