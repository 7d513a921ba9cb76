using System.Collections.Concurrent;
using System.Threading.Channels;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Protocol;
using FedPG.Actors.Training;
using FedPG.Algorithms;
using FedPG.Federation;
using FedPG.TestKit;

namespace FedPG.Actors.Tests.Training;

/// <summary>Complete runs with agents trained in batches of three.</summary>
public sealed class BatchTrainingTests() : Akka.TestKit.Xunit2.TestKit(FederationTestSettings.Probes(threads: 2))
{
    private static readonly FederationSpecification Specification = Federations.Synthetic(agents: 7, rounds: 6, edgeSize: 8);

    private readonly ConcurrentQueue<int> _sizes = new();

    [Fact]
    public async Task The_rounds_are_those_of_agents_trained_one_by_one()
    {
        var rounds = await RunAsync(_ => false);
        rounds[^1].Parameters.ShouldBe(SequentialFederation.Run(Specification).Last().Parameters);
        _sizes.ShouldContain(3);
        _sizes.ShouldAllBe(size => size <= 3);
    }

    [Fact]
    public async Task A_training_that_fails_in_a_batch_is_repaired_as_any_other()
    {
        int trainings = 0;
        var rounds = await RunAsync(_ => Interlocked.Increment(ref trainings) % 13 == 0);
        rounds[^1].Parameters.ShouldBe(SequentialFederation.Run(Specification).Last().Parameters);
    }

    [Fact]
    public async Task An_agent_that_always_fails_fails_the_run_and_not_the_others_of_its_batch()
    {
        var error = await Should.ThrowAsync<FederationException>(() => RunAsync(agent => agent == 4));
        error.InnerException.ShouldBeOfType<InvalidOperationException>().Message.ShouldBe("broken");
        error.Agent.ShouldBe(4);
    }

    private async Task<List<RoundOutcome>> RunAsync(Func<int, bool> isBroken)
    {
        var algorithm = new InBatches(FederationCatalogue.Default.CreateAlgorithm(Specification), _sizes.Enqueue, isBroken);
        var plan = new FederationPlan(Specification, algorithm, FederationCatalogue.Default.CreateAggregator(Specification, algorithm));
        var channel = Channel.CreateUnbounded<RoundOutcome>();
        Sys.ActorOf(ServerActor.Props(plan, channel.Writer));
        var rounds = new List<RoundOutcome>();
        await foreach (var outcome in channel.Reader.ReadAllAsync()) rounds.Add(outcome);
        return rounds;
    }
}
