using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Akka.Actor;
using FedPG.Actors.Agents;
using FedPG.Actors.Protocol;
using FedPG.Actors.Rounds;
using FedPG.Actors.Runtime;

namespace FedPG.Actors.Edges;

/// <summary>
/// A fixed block of consecutive agents: passes broadcasts down, and their updates up as one partial aggregate, always added in
/// agent order. It supervises its agents.
/// </summary>
internal sealed class EdgeActor : UntypedActor
{
    private readonly FederationPlan _plan;
    private readonly int _edge;
    private readonly IActorRef[] _agents;
    private readonly ImmutableArray<double>[] _updates;
    private RoundState _round;
    private Broadcast? _broadcast;

    public EdgeActor(FederationPlan plan, int edge)
    {
        (_plan, _edge) = (plan, edge);
        _round = RoundState.Idle(plan.Run);
        _updates = new ImmutableArray<double>[plan.Layout.Size(edge)];
        _agents = new IActorRef[_updates.Length];
        for (int member = 0; member < _agents.Length; member++)
        {
            int agent = plan.Layout.First(edge) + member;
            _agents[member] = Context.ActorOf(AgentActor.Props(plan, agent), $"agent-{agent}");
        }
    }

    public static Props Props(FederationPlan plan, int edge) => Akka.Actor.Props.Create(() => new EdgeActor(plan, edge));

    protected override SupervisorStrategy SupervisorStrategy() => Supervision.RestartAgents;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Broadcast broadcast:
                Open(broadcast);
                break;
            case LocalUpdate update:
                Apply(new Reported(update.Run, update.Round, Member(update.Agent)), update.Parameters, reason: null);
                break;
            case TrainingLost lost:
                Apply(new Lost(lost.Run, lost.Round, Member(lost.Agent)), default, lost.Reason);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private int Member(int agent) => agent - _plan.Layout.First(_edge);

    private void Open(Broadcast broadcast)
    {
        if (broadcast.Run != _plan.Run || broadcast.Round <= _round.Round) return;
        _broadcast = broadcast;
        _round = RoundState.Open(broadcast.Run, broadcast.Round, _agents.Length);
        foreach (var agent in _agents) agent.Tell(broadcast);
    }

    private void Apply(RoundEvent happened, ImmutableArray<double> parameters, Exception? reason)
    {
        (_round, var decision) = _round.Apply(happened);
        switch (decision)
        {
            case RoundDecision.Accept:
                _updates[happened.Member] = parameters;
                break;
            case RoundDecision.AcceptAndClose:
                _updates[happened.Member] = parameters;
                Context.Parent.Tell(Sum());
                break;
            case RoundDecision.AskAgain:
                _agents[happened.Member].Tell(_broadcast);
                break;
            case RoundDecision.GiveUp:
                int agent = _plan.Layout.First(_edge) + happened.Member;
                Context.Parent.Tell(new TrainingFailed(happened.Run, happened.Round, agent, reason!));
                break;
        }
    }

    private EdgeUpdate Sum()
    {
        var partial = new double[_plan.Algorithm.ParameterCount];
        for (int member = 0; member < _updates.Length; member++)
        {
            _plan.Aggregator.Add(partial, _updates[member].AsSpan(), weight: 1);
            _updates[member] = default;
        }

        var sum = ImmutableCollectionsMarshal.AsImmutableArray(partial);
        return new EdgeUpdate(_round.Run, _round.Round, _edge, sum, _updates.Length, _updates.Length);
    }
}
