using System.Collections.Concurrent;
using System.Threading.Channels;
using FedPG.Actors.Runtime;
using FedPG.Actors.Server;
using FedPG.Actors.Tests.Runtime;
using FedPG.Federation;
using FedPG.TestKit;

namespace FedPG.Actors.Tests;

/// <summary>Whole runs of agents that are trained two at a time.</summary>
public sealed class TrainingByTwosTests() : Akka.TestKit.Xunit2.TestKit(FederationTestSettings.Probes(threads: 2))
{
    private static readonly FederationSpecification Specification = Federations.Synthetic(agents: 7, rounds: 6, edgeSize: 7);

    private readonly ConcurrentQueue<string> _trained = new();

    [Fact]
    public async Task The_rounds_are_those_of_agents_trained_one_by_one()
    {
        var rounds = await RunAsync(_ => false);
        rounds[^1].Parameters.ShouldBe(SequentialFederation.Run(Specification).Last().Parameters);
        _trained.ShouldContain(who => who.Contains('+'));
    }

    [Fact]
    public async Task A_training_that_fails_beside_another_is_repaired_as_any_other()
    {
        int trainings = 0;
        var rounds = await RunAsync(_ => Interlocked.Increment(ref trainings) % 13 == 0);
        rounds[^1].Parameters.ShouldBe(SequentialFederation.Run(Specification).Last().Parameters);
        rounds.Sum(round => round.Repairs.AskedAgain).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_agent_that_always_fails_fails_the_run_and_not_the_one_beside_it()
    {
        var error = await Should.ThrowAsync<FederationException>(() => RunAsync(agent => agent == 6));
        error.InnerException.ShouldBeOfType<InvalidOperationException>().Message.ShouldBe("broken");
        error.Agent.ShouldBe(6);
    }

    private async Task<List<RoundOutcome>> RunAsync(Func<int, bool> isBroken)
    {
        var algorithm = new ByTwos(FederationCatalogue.Default.CreateAlgorithm(Specification), _trained.Enqueue, isBroken);
        using var plan = new FederationPlan(Specification, algorithm, FederationCatalogue.Default.CreateAggregator(Specification));
        var channel = Channel.CreateUnbounded<RoundOutcome>();
        Sys.ActorOf(ServerActor.Props(plan, channel.Writer));
        var rounds = new List<RoundOutcome>();
        await foreach (var outcome in channel.Reader.ReadAllAsync()) rounds.Add(outcome);
        return rounds;
    }
}
