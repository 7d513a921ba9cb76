using Akka.Actor;

namespace FedPG.TestKit.Probes;

/// <summary>The actor in the place of an agent: it forwards every message to a probe, and throws on the probe's request.</summary>
internal sealed class ProbeActor : UntypedActor
{
    private readonly IActorRef _probe;
    private readonly IActorRef _life;

    public ProbeActor(IActorRef probe, IActorRef life) => (_probe, _life) = (probe, life);

    /// <summary>The properties of the actor.</summary>
    /// <param name="probe">The receiver of the actor's messages.</param>
    /// <param name="life">The receiver of notices of its restarts and its end.</param>
    public static Props Props(IActorRef probe, IActorRef life) => Akka.Actor.Props.Create(() => new ProbeActor(probe, life));

    protected override void PostRestart(Exception reason) => _life.Tell(new Restarted(reason));

    protected override void PostStop() => _life.Tell(new Stopped());

    protected override void PreRestart(Exception reason, object message)
    {
    }

    protected override void OnReceive(object message)
    {
        if (message is Die die) throw die.Reason;
        _probe.Tell(message, Self);
    }

    public sealed record Restarted(Exception Reason);

    public sealed record Stopped;

    public sealed record Die(Exception Reason);
}
