using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.Dispatch;
using FedPG.Actors.Dispatch;
using FedPG.Actors.Edges;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;
using FedPG.TestKit;

namespace FedPG.Actors.Tests.Edges;

public sealed class CrewsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFederation _federation = new(Federations.Synthetic(agents: 4, edgeSize: 4));
    private readonly ComputePool _pool = new("test", 2, error => throw error);

    private FederationPlan Plan { get; } = new(Federations.Synthetic(agents: 4, edgeSize: 4));

    [Fact]
    public void A_thread_is_asked_for_as_many_agents_as_it_trained_last_that_follow_each_other()
    {
        int[] asked = [-1, -1, -1, -1];
        Ask([Other, Crews.Unknown, Other, Own], (agent, thread) => asked[agent] = thread);
        asked.ShouldBe([Own, Own, Other, Other]);
    }

    [Fact]
    public void The_last_crew_begins_with_its_last_agent_and_others_with_their_first()
    {
        var order = new ConcurrentQueue<int>();
        Ask([Own, Own, Other, Other], (agent, _) => order.Enqueue(agent));
        order.Where(agent => agent < 2).ShouldBe([1, 0]);
        order.Where(agent => agent >= 2).ShouldBe([2, 3]);
    }

    [Theory]
    [InlineData(new[] { Own, Own, Own, Other }, Other)]
    [InlineData(new[] { Own, Own, Own, Own }, Own)]
    [InlineData(new[] { Other, Other, Other, Other }, Other)]
    public async Task The_edge_goes_to_the_thread_of_the_last_crew(int[] threads, int home)
    {
        using var system = ActorSystem.Create("crews", QuietLog.Settings.WithFallback(ComputeDispatcher.Configuration(2)));
        var edge = (LocalActorRef)await system.ActorOf(Props.Create(() => new Parent())).Ask<IActorRef>("an edge", Patience);
        Ask(threads, (_, _) => { }, asking: edge);
        IHomed.Of(((ActorCell)edge.Cell).Mailbox!)!.Home.ShouldBe(home);
    }

    [Fact]
    public void Its_first_agents_are_a_threads_newest_work()
    {
        var order = new List<int>();
        Ask([Own, Own, Own, Own], (agent, _) => order.Add(agent));
        order.ShouldBe([3, 2, 1, 0]);
    }

    [Fact]
    public void An_array_goes_back_to_the_thread_that_sent_it()
    {
        var arrays = new ImmutableArray<double>[] { [0, 0, 0], [1, 1, 1], [2, 2, 2], [3, 3, 3] };
        var rented = new double[4][];
        Ask([Own, Own, Other, Other], (agent, _) => rented[agent] = Plan.Seat.Buffers.Rent(), arrays);
        rented.Distinct().Count().ShouldBe(4);
        rented.Take(2).ShouldAllBe(array => arrays.Take(2).Select(Inner).Contains(array));
        rented.Skip(2).ShouldAllBe(array => arrays.Skip(2).Select(Inner).Contains(array));
    }

    [Fact]
    public void An_array_of_somebody_else_is_never_written_to()
    {
        var arrays = new ImmutableArray<double>[] { [0, 0, 0], [1, 1, 1], [2, 2, 2], [3, 3, 3] };
        var rented = new double[4][];
        Ask([Crews.Unknown, Crews.Unknown, Crews.Unknown, Crews.Unknown], (agent, _) => rented[agent] = Plan.Seat.Buffers.Rent(), arrays);
        rented.ShouldNotContain(array => arrays.Select(Inner).Contains(array));
    }

    [Fact]
    public void A_crew_is_asked_once()
    {
        int[] asked = new int[4];
        Ask([Own, Own, Other, Other], (agent, _) => Interlocked.Increment(ref asked[agent]), times: 2);
        asked.ShouldBe([1, 1, 1, 1]);
    }

    public void Dispose()
    {
        _pool.End();
        Plan.Dispose();
    }

    private const int Own = 1;
    private const int Other = 2;

    private static double[] Inner(ImmutableArray<double> array) => ImmutableCollectionsMarshal.AsArray(array)!;

    /// <summary>Has agents asked on the first thread, which does nothing else until all have been.</summary>
    private void Ask(int[] threads, Action<int, int> told, ImmutableArray<double>[]? added = null, int times = 1, IActorRef? asking = null)
    {
        using var left = new CountdownEvent(threads.Length);
        using var done = new ManualResetEventSlim();
        var crews = new Crews(Plan, edge: 0);
        var agents = threads.Select((_, agent) => new Agent(() =>
        {
            told(agent, ComputeThread.Current!.Index + 1);
            left.Signal();
        })).ToList();
        for (int member = 0; member < threads.Length; member++) crews.Note(member, threads[member]);
        RunOnOwn(() =>
        {
            for (int member = 0; member < added?.Length; member++) crews.GiveBack(member, added[member]);
            for (int member = 0; member < threads.Length; member++) crews.Add(member, agents[member]);
            for (int time = 0; time < times; time++) crews.Ask(asking ?? ActorRefs.Nobody, new TrainingRequest(_federation.Broadcast(round: 1)));
            left.Wait(Patience);
            done.Set();
        });
        done.Wait(Patience).ShouldBeTrue();
        left.IsSet.ShouldBeTrue();
    }

    /// <summary>Runs work on the first thread while the second stands ready: whichever takes it, work for the first is passed on until it has it.</summary>
    private void RunOnOwn(Action action)
    {
        _pool.AddTo(Own, new Work(Run));

        void Run()
        {
            if (ComputeThread.Current!.Index + 1 == Own) action();
            else RunOnOwn(action);
        }
    }

    private sealed class Work(Action run) : IRunnable
    {
        public void Run() => run();

        public void Execute() => run();
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent() => Receive<string>(_ => Sender.Tell(Context.ActorOf(Props.Create(() => new Idle()).WithDispatcher(ComputeDispatcher.ProtocolId))));
    }

    private sealed class Idle : ReceiveActor;

    private sealed class Agent(Action told) : MinimalActorRef
    {
        public override ActorPath Path => new RootActorPath(Address.AllSystems) / "agent";

        public override IActorRefProvider Provider => throw new NotSupportedException();

        protected override void TellInternal(object message, IActorRef sender) => told();
    }
}
