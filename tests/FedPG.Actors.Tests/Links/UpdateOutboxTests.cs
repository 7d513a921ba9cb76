using System.Runtime.InteropServices;
using Akka.Actor;
using CsCheck;
using FedPG.Actors.Dispatch;
using FedPG.Actors.Links;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;
using FedPG.Participation;
using FedPG.TestKit;

namespace FedPG.Actors.Tests.Links;

public sealed class UpdateOutboxTests : IDisposable
{
    private const int Agents = 12;
    private const int EdgeSize = 6;

    private readonly FederationPlan _plan = new(Federations.Synthetic(Agents, edgeSize: EdgeSize));
    private readonly ComputePool _pool = new("test", 1, error => throw error);
    private readonly Broadcast _everyone = new TestFederation(Federations.Synthetic(Agents, edgeSize: EdgeSize)).Broadcast(round: 1);

    [Fact]
    public void Updates_of_the_first_agents_become_one_sum()
    {
        var sent = Send(_everyone, Updates(_everyone, 0, 1, 2)).Single();
        sent.Updates.ShouldBeEmpty();
        sent.Leading!.Agents.ShouldBe([0, 1, 2]);
        sent.Leading.Complete()[0].ShouldBe(0.0 + Value(0) + Value(1) + Value(2));
    }

    [Fact]
    public void Every_edge_has_first_agents_of_its_own()
    {
        var sent = Send(_everyone, Updates(_everyone, EdgeSize, EdgeSize + 1)).Single();
        sent.Leading!.Agents.ShouldBe([EdgeSize, EdgeSize + 1]);
    }

    [Fact]
    public void One_update_is_sent_as_it_is() => Send(_everyone, Updates(_everyone, 0)).Single().ShouldSatisfyAllConditions(
        sent => sent.Leading.ShouldBeNull(), sent => sent.Updates.Single().Parameters[0].ShouldBe(Value(0)));

    [Fact]
    public void What_does_not_come_next_is_sent_as_it_is()
    {
        var sent = Send(_everyone, Updates(_everyone, 0, 1, 4, 2)).Single();
        sent.Leading!.Agents.ShouldBe([0, 1]);
        sent.Updates.Select(update => update.Agent).ShouldBe([4, 2]);
        Send(_everyone, Updates(_everyone, 1, 0)).Single().Leading.ShouldBeNull();
    }

    [Fact]
    public void An_update_that_may_not_be_averaged_is_in_no_sum()
    {
        var poisoned = AgentUpdate.Of(2, [.. Enumerable.Repeat(double.NaN, _everyone.Parameters.Length)], _everyone);
        var sent = Send(_everyone, [.. Updates(_everyone, 0, 1), poisoned, .. Updates(_everyone, 3)]).Single();
        sent.Leading!.Agents.ShouldBe([0, 1]);
        sent.Updates.Select(update => update.Agent).ShouldBe([2, 3]);
    }

    [Fact]
    public void Agents_who_are_not_asked_are_passed_over()
    {
        AgentRound[] agents = [.. Enumerable.Range(0, Agents).Select(_ => AgentRound.Present(1))];
        agents[0] = agents[2] = agents[0] with { Attendance = Attendance.Rests };
        var broadcast = _everyone with { Attendance = RoundAttendance.Of(1, [.. agents], oldestPending: 2, default) };
        var sent = Send(broadcast, Updates(broadcast, 1, 3, 4)).Single();
        sent.Leading!.Agents.ShouldBe([1, 3, 4]);
        sent.Leading.Updates.ShouldBe(3);
    }

    [Fact]
    public void Arrays_that_were_added_up_are_written_to_again()
    {
        var buffers = new UpdateBuffers(_everyone.Parameters.Length);
        double[][] rented = [.. Enumerable.Range(0, 3).Select(_ => buffers.Rent())];
        Send(_everyone, [.. rented.Select((array, agent) => AgentUpdate.Of(agent, ImmutableCollectionsMarshal.AsImmutableArray(array), _everyone))], buffers);
        Enumerable.Range(0, 3).Select(_ => buffers.Rent()).ShouldBe(rented, ignoreOrder: true);
    }

    /// <summary>Whatever comes in whichever order: every update arrives once, alone or in a sum that has the bits of its agents' sum in agent order.</summary>
    [Fact]
    public void Every_update_arrives_once() => Gen.Shuffle(Enumerable.Range(0, EdgeSize).ToArray()).Select(Gen.Int[1, EdgeSize]).Sample((order, count) =>
    {
        int[] agents = [.. order.Take(count)];
        var arrived = new List<int>();
        foreach (var sent in Send(_everyone, Updates(_everyone, agents)))
        {
            arrived.AddRange(sent.Updates.Select(update => update.Agent));
            if (sent.Leading is not { } leading) continue;
            arrived.AddRange(leading.Agents);
            leading.Complete().ShouldAllBe(value => value == leading.Agents.Aggregate(0.0, (total, agent) => total + Value(agent)));
        }

        arrived.ShouldBe(agents, ignoreOrder: true);
    });

    public void Dispose()
    {
        _pool.End();
        _plan.Dispose();
    }

    private static double Value(int agent) => 1.0 / (agent + 3);

    private static AgentUpdate[] Updates(Broadcast broadcast, params int[] agents) =>
        [.. agents.Select(agent => AgentUpdate.Of(agent, [.. Enumerable.Repeat(Value(agent), broadcast.Parameters.Length)], broadcast))];

    /// <summary>What an edge gets when a thread has these updates, one after the other, and nothing else to do.</summary>
    private List<LocalUpdates> Send(Broadcast broadcast, AgentUpdate[] updates, UpdateBuffers? buffers = null)
    {
        var edge = new Edge();
        using var done = new ManualResetEventSlim();
        _pool.TryAdd(new Work(() =>
        {
            var outbox = new UpdateOutbox(ComputeThread.Current!.Index + 1, buffers ?? new UpdateBuffers(broadcast.Parameters.Length), _plan.Aggregator, _plan.Layout);
            foreach (var update in updates) outbox.Add(edge, new TrainingRequest(broadcast), update);
            outbox.Flush();
            done.Set();
        }));
        done.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        return edge.Got;
    }

    private sealed class Work(Action run) : Akka.Dispatch.IRunnable
    {
        public void Run() => run();

        public void Execute() => run();
    }

    private sealed class Edge : MinimalActorRef
    {
        public List<LocalUpdates> Got { get; } = [];

        public override ActorPath Path => new RootActorPath(Address.AllSystems) / "edge";

        public override IActorRefProvider Provider => throw new NotSupportedException();

        protected override void TellInternal(object message, IActorRef sender) => Got.Add((LocalUpdates)message);
    }
}
