using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Participation;
using FedPG.Server;

namespace FedPG.Tests.Federation;

/// <summary>Algorithms that remember nothing pay nothing for those that do.</summary>
public class StatelessRoundTests
{
    [Theory]
    [InlineData("s-fedpg")]
    [InlineData("rs-fedpg")]
    [InlineData("b-rs-fedpg")]
    [InlineData("fedprox-pg")]
    [InlineData("fednpg")]
    [InlineData("proj-pavg")]
    [InlineData("qavg")]
    [InlineData("fedq")]
    [InlineData("independent")]
    [InlineData("centralized")]
    public void A_round_without_state_sends_the_parameters_and_shares_the_empty_states(string name)
    {
        var specification = Specification(agents: 6, states: 5) with { Algorithm = name };
        var algorithm = FederationCatalogue.Default.CreateAlgorithm(specification);
        var aggregator = FederationCatalogue.Default.CreateAggregator(specification, algorithm);
        (algorithm.Phases, algorithm.AgentStateLength, algorithm.UpdateLength, algorithm.BroadcastLength)
            .ShouldBe((1, 0, algorithm.ParameterCount, algorithm.ParameterCount));

        var state = FederationState.Initial(algorithm.InitialParameters);
        foreach (var outcome in SequentialFederation.Run(specification).Skip(1))
        {
            var attendance = RoundAttendance.Everyone(outcome.Round, algorithm.Participants, simulatedSeconds: 0);
            (new OpenRound(specification.Seed, algorithm, aggregator, attendance, state).Broadcast == state.Parameters).ShouldBeTrue();
            outcome.Server.ShouldBeSameAs(ServerState.Empty);
            outcome.Agents.ShouldBeSameAs(AgentStates.None);
            outcome.Broadcast.IsDefault.ShouldBeTrue();
            state = state.After(outcome);
            state.Agents.ShouldBeSameAs(AgentStates.None);
        }
    }

    [Fact]
    public void What_the_server_allocates_for_a_round_depends_neither_on_the_agents_nor_on_the_parameters()
    {
        long few = Allocated(agents: 10, states: 5);
        few.ShouldBeLessThan(1_000);
        Allocated(agents: 1_000_000, states: 5).ShouldBe(few);
        Allocated(agents: 10, states: 200).ShouldBe(few);
    }

    /// <summary>The bytes for one round on the side of the server: the broadcast, the close and the next state.</summary>
    private static long Allocated(int agents, int states)
    {
        var specification = Specification(agents, states);
        var algorithm = FederationCatalogue.Default.CreateAlgorithm(specification);
        var aggregator = FederationCatalogue.Default.CreateAggregator(specification, algorithm);
        var state = FederationState.Initial(algorithm.InitialParameters);
        long least = long.MaxValue;
        for (int repetition = 0; repetition < 5; repetition++)
        {
            var attendance = RoundAttendance.Everyone(1, agents, simulatedSeconds: 0);
            var root = new PartialAggregate(Level: 20, Index: 0)
            {
                Numbers = new double[algorithm.UpdateLength],
                Updates = agents,
                Weight = agents,
            };
            long before = GC.GetAllocatedBytesForCurrentThread();
            var round = new OpenRound(specification.Seed, algorithm, aggregator, attendance, state);
            var outcome = round.Close(root, [], []);
            _ = state.After(outcome!);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static FederationSpecification Specification(int agents, int states) => new()
    {
        Environments = new SyntheticEnvironment { States = states }.Build(discount: 0.9),
        Agents = agents,
        Rounds = 3,
        Local = new LocalOptions { Batch = 2, Horizon = 4, Steps = 2 },
    };
}
