using Akka.Actor;
using FedPG.Actors.Dispatch;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;
using FedPG.Actors.Tests.Dispatch;
using FedPG.Federation;
using FedPG.TestKit;

namespace FedPG.Actors.Tests.Runtime;

public sealed class TrainingSeatTests : PoolTest
{
    private const int Agents = 6;

    private static readonly FederationSpecification Specification = Federations.Synthetic(Agents, edgeSize: Agents);

    private readonly List<string> _trained = [];
    private readonly Inbox _edge = new();
    private readonly Inbox _agent = new();
    private Func<int, bool> _isBroken = _ => false;

    [Fact]
    public void Agents_are_trained_two_at_a_time_in_the_order_in_which_they_come()
    {
        Run(seat => Train(seat, Request(1), 0, 1, 2, 3));
        _trained.ShouldBe(["0+1", "2+3"]);
        Answered.ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public void Who_has_nobody_beside_it_is_trained_once_there_is_nothing_else_to_do()
    {
        Run(seat =>
        {
            Train(seat, Request(1), 0, 1, 2);
            _trained.ShouldBe(["0+1"]);
        });
        _trained.ShouldBe(["0+1", "2"]);
        Answered.ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void Only_those_who_begin_with_the_same_parameters_are_trained_together()
    {
        Run(seat =>
        {
            Train(seat, Request(1), 0);
            Train(seat, Request(2), 1, 2);
        });
        _trained.ShouldBe(["0", "1+2"]);
    }

    [Fact]
    public void Who_is_asked_again_is_trained_alone_and_at_once()
    {
        Run(seat =>
        {
            Train(seat, Request(1), 0);
            Train(seat, Request(1) with { Transmission = 1 }, 1, 2);
            _trained.ShouldBe(["1", "2"]);
        });
        _trained.ShouldBe(["1", "2", "0"]);
    }

    [Fact]
    public void Every_training_counts()
    {
        long trainings = 0;
        Run(seat =>
        {
            Train(seat, Request(1), 0, 1, 2);
            seat.Flush();
            trainings = seat.Trainings;
        });
        trainings.ShouldBe(3);
    }

    [Fact]
    public void What_fails_for_two_fails_for_both()
    {
        _isBroken = agent => agent == 1;
        var request = Request(1);
        Exception? thrown = null;
        Run(seat => thrown = Record.Exception(() => Train(seat, request, 0, 1)));
        thrown.ShouldBeOfType<InvalidOperationException>();
        _agent.Got.ShouldBe([new TrainingFailed(request, thrown)]);
        _edge.Got.ShouldBeEmpty();
    }

    [Fact]
    public void What_fails_while_it_waits_does_not_fail_for_the_one_who_came_then()
    {
        _isBroken = agent => agent == 0;
        Run(seat =>
        {
            Train(seat, Request(1), 0);
            Train(seat, Request(2), 1);
        });
        _agent.Got.Cast<TrainingFailed>().Single().Reason.ShouldBeOfType<InvalidOperationException>();
        Answered.ShouldBe([1]);
    }

    private IEnumerable<int> Answered => _edge.Got.Cast<LocalUpdates>().SelectMany(sent => (int[])[.. sent.Leading?.Agents ?? [], .. sent.Updates.Select(update => update.Agent)]);

    private static TrainingRequest Request(int round) => new(new TestFederation(Specification).Broadcast(round));

    private void Train(TrainingSeat seat, TrainingRequest request, params int[] agents)
    {
        foreach (int agent in agents) seat.Train(new AgentTraining(_agent, _edge, request, agent, request.Round));
    }

    /// <summary>Runs something on a compute thread, and then what it has left to do.</summary>
    private void Run(Action<TrainingSeat> run)
    {
        var algorithm = new ByTwos(FederationCatalogue.Default.CreateAlgorithm(Specification), _trained.Add, _isBroken);
        using var plan = new FederationPlan(Specification, algorithm, FederationCatalogue.Default.CreateAggregator(Specification));
        using var done = new ManualResetEventSlim();
        Pool(threads: 1).TryAdd(new Work(() =>
        {
            run(plan.Seat);
            ComputeThread.Current!.Flush();
            done.Set();
        }));
        done.Wait(Patience).ShouldBeTrue();
        Errors.ShouldBeEmpty();
    }

    private sealed class Inbox : MinimalActorRef
    {
        public List<object> Got { get; } = [];

        public override ActorPath Path => new RootActorPath(Address.AllSystems) / "inbox";

        public override IActorRefProvider Provider => throw new NotSupportedException();

        protected override void TellInternal(object message, IActorRef sender) => Got.Add(message);
    }
}
