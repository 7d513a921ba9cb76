using Akka.Actor;
using Akka.Event;
using FedPG.Actors.Training;
using FedPG.Actors.Wire;
using FedPG.Federation;

namespace FedPG.Actors.Cluster;

/// <summary>Runs on every node that trains agents, and creates the actors of a run when a server asks for them.</summary>
internal sealed class NodeHost(FederationCatalogue catalogue, RunCount? runs) : UntypedActor
{
    /// <summary>The actor's name, by which servers find it.</summary>
    public const string Name = "host";

    private readonly Dictionary<IActorRef, RemoteEnd> _askers = [];
    private readonly Dictionary<(IActorRef Proxy, Guid Run), IActorRef> _endpoints = [];

    /// <summary>The host's actor.</summary>
    /// <param name="catalogue">What the names in a run's specification stand for on this node.</param>
    /// <param name="runs">Counts the runs; null = not counted.</param>
    public static Props Props(FederationCatalogue catalogue, RunCount? runs = null) =>
        Akka.Actor.Props.Create(() => new NodeHost(catalogue, runs));

    /// <summary>An endpoint that fails ends its run on this node; the server asks again and gets a new endpoint.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => StoppingStrategy;

    private static SupervisorStrategy StoppingStrategy { get; } = new OneForOneStrategy(_ => Directive.Stop);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Terminated terminated:
                _askers.Remove(terminated.ActorRef);
                foreach (
                    var key in _endpoints.Where(endpoint => endpoint.Value.Equals(terminated.ActorRef))
                        .Select(endpoint => endpoint.Key)
                        .ToList())
                    _endpoints.Remove(key);
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
            if (!_endpoints.TryGetValue(key, out var endpoint))
            {
                _endpoints[key] = endpoint = Context.Watch(Context.ActorOf(Endpoint(host)));
                runs?.Add();
            }

            endpoint.Tell(NodeEndpoint.Greet.Again);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Extensions can throw anything. A host that failed would end the other runs on this node.
            Asker().Send(new RunRefused(host.Run, error.Message), Sender);
        }
    }

    private Props Endpoint(HostRun host)
    {
        int agents = host.Specification.Agents;
        if (agents > RoundCodec.MostAgents)
        {
            throw new SpecificationException(
                "agents", FormattableString.Invariant($"{agents}"),
                FormattableString.Invariant($"at most {RoundCodec.MostAgents} in a cluster"));
        }

        var specification = host.Specification with
        {
            Environments = UnbuiltEnvironments.Build(host.Specification.Environments, catalogue),
            Extensions = ExtensionText.Read(host.Extensions, catalogue),
        };
        return NodeEndpoint.Props(
            new FederationPlan(specification, catalogue) { Run = host.Run, Watchdog = host.Watchdog }, host.Node, Sender);
    }
}
