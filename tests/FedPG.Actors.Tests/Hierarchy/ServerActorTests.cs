using System.Threading.Channels;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Protocol;
using FedPG.Actors.Training;
using FedPG.Aggregation;
using FedPG.Federation;
using FedPG.Participation;
using FedPG.TestKit;

namespace FedPG.Actors.Tests.Hierarchy;

public sealed class ServerActorTests() : Akka.TestKit.Xunit2.TestKit(FederationTestSettings.Probes())
{
    [Fact]
    public async Task The_server_waits_for_its_reader_and_loses_nothing()
    {
        // A test cluster has its own channel, which is never full on its own.
        var specification = Federations.Synthetic(rounds: 20);
        var channel = Channel.CreateBounded<RoundOutcome>(1);
        var server = Sys.ActorOf(ServerActor.Props(new FederationPlan(specification), channel.Writer));
        await WatchAsync(server);
        var rounds = new List<RoundOutcome>();
        await foreach (var outcome in channel.Reader.ReadAllAsync()) rounds.Add(outcome);
        rounds.Select(r => r.Round).ShouldBe(Enumerable.Range(0, 21));
        rounds[^1].Parameters.ShouldBe(SequentialFederation.Run(specification).Last().Parameters);
        await ExpectTerminatedAsync(server);
    }

    [Theory]
    [InlineData(nameof(IAggregator.Lift), "thread that trains")]
    [InlineData(nameof(IAggregator.Merge), "tree")]
    [InlineData(nameof(IAggregator.Complete), "server")]
    public async Task An_error_in_an_aggregator_ends_the_run_instead_of_leaving_it_waiting(string step, string place)
    {
        var federation = new TestFederation(Federations.Synthetic()) { Aggregator = new Broken(step, $"bug in the {place}") };
        await using var cluster = FederationTestCluster.Start(federation);
        var error = await Should.ThrowAsync<FederationException>(cluster.AwaitEnd);
        cluster.Rounds.Select(record => record.Round).ShouldBe([0]);
        error.Message.ShouldBe($"the federation failed: InvalidOperationException: bug in the {place}");
        error.Agent.ShouldBeNull();
    }

    [Fact]
    public async Task A_schedule_that_cannot_be_started_ends_the_run_instead_of_leaving_it_waiting()
    {
        var plan = new FederationPlan(Federations.Synthetic() with { Participation = new Unstartable() });
        var channel = Channel.CreateUnbounded<RoundOutcome>();
        Sys.ActorOf(ServerActor.Props(plan, channel.Writer));
        var error = await Should.ThrowAsync<FederationException>(channel.Reader.Completion.WaitAsync(TimeSpan.FromSeconds(30)));
        error.Message.ShouldBe("the federation failed: InvalidOperationException: no schedule");
    }

    [Fact]
    public async Task A_server_that_is_stopped_from_outside_reports_it()
    {
        var channel = Channel.CreateUnbounded<RoundOutcome>();
        var server = Sys.ActorOf(ServerActor.Props(new FederationPlan(Federations.Synthetic(rounds: int.MaxValue)), channel.Writer));
        await channel.Reader.ReadAsync();
        Sys.Stop(server);
        var error = await Should.ThrowAsync<FederationException>(async () =>
        {
            await foreach (var outcome in channel.Reader.ReadAllAsync()) outcome.Participants.ShouldBe(5);
        });
        error.Message.ShouldStartWith("the federation was stopped from outside after round");
    }

    private sealed class Broken(string step, string message) : IAggregator
    {
        public double[] Lift(in PartialAggregate update) => Check(nameof(Lift), update);

        public double[] Merge(in PartialAggregate left, in PartialAggregate right) => Check(nameof(Merge), left);

        public double[] Complete(in PartialAggregate root, in AggregationRound round) => Check(nameof(Complete), root);

        private double[] Check(string now, in PartialAggregate part) =>
            now == step ? throw new InvalidOperationException(message) : part.Numbers!;
    }

    private sealed class Unstartable : IParticipation
    {
        public IRoundSchedule Start(ScheduleKey key) => throw new InvalidOperationException("no schedule");
    }
}
