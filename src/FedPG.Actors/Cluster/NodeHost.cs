using Akka.Actor;
using Akka.Event;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Training;
using FedPG.Actors.Wire;
using FedPG.Federation;

namespace FedPG.Actors.Cluster;

/// <summary>On every node that trains agents: makes the actors of a run when a server asks for them.</summary>
internal sealed class NodeHost(FederationCatalogue catalogue, RunCount? runs) : UntypedActor
{
    /// <summary>Its name, which servers find it by.</summary>
    public const string Name = "host";

    /// <summary>More than any machine has memory for as actors, and few enough that a peer cannot fill it by naming a number.</summary>
    private const int MostAgents = 1 << 24;

    private readonly Dictionary<IActorRef, RemoteEnd> _askers = [];
    private readonly Dictionary<(IActorRef Proxy, Guid Run), IActorRef> _gates = [];

    /// <summary>The host's actor.</summary>
    /// <param name="catalogue">What the names in a run's specification stand for on this node.</param>
    /// <param name="runs">Counts the runs; null is nothing.</param>
    public static Props Props(FederationCatalogue catalogue, RunCount? runs = null) =>
        Akka.Actor.Props.Create(() => new NodeHost(catalogue, runs));

    /// <summary>A gate that fails ends its run here; the server asks again, and another gate is made.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => StoppingStrategy;

    private static SupervisorStrategy StoppingStrategy { get; } = new OneForOneStrategy(_ => Directive.Stop);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Terminated terminated:
                _askers.Remove(terminated.ActorRef);
                foreach (var key in _gates.Where(gate => gate.Value.Equals(terminated.ActorRef)).Select(gate => gate.Key).ToList()) _gates.Remove(key);
                break;
            case HostRun or Chunk:
                if (Asker().Receive(message) is HostRun host) Host(host);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private RemoteEnd Asker()
    {
        if (_askers.TryGetValue(Sender, out var asker)) return asker;
        Context.Watch(Sender);
        return _askers[Sender] = new RemoteEnd(Self, RemoteEnd.MostBytes, Context.GetLogger());
    }

    private void Host(HostRun host)
    {
        var key = (Sender, host.Run.Value);
        try
        {
            if (!_gates.TryGetValue(key, out var gate))
            {
                _gates[key] = gate = Context.Watch(Context.ActorOf(Gate(host)));
                runs?.Add();
            }

            gate.Tell(NodeGate.Greet.Again);
        }
        catch (Exception error) when (error is SpecificationException or ArgumentException)
        {
            Asker().Send(new RunRefused(host.Run, error.Message), Sender);
        }
    }

    private Props Gate(HostRun host)
    {
        int agents = host.Specification.Agents;
        if (agents > MostAgents) throw new SpecificationException("agents", FormattableString.Invariant($"{agents}"), FormattableString.Invariant($"at most {MostAgents} in a cluster"));
        var specification = host.Specification with { Extensions = ExtensionText.Read(host.Extensions, catalogue) };
        return NodeGate.Props(new FederationPlan(specification, catalogue) { Run = host.Run, Watchdog = host.Watchdog }, host.Node, Sender);
    }
}
