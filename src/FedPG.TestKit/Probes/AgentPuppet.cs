using Akka.Actor;

namespace FedPG.TestKit.Probes;

/// <summary>The actor that an edge takes for its agent: it passes everything to a probe, and dies when the probe says so.</summary>
internal sealed class AgentPuppet : UntypedActor
{
    private readonly IActorRef _probe;
    private readonly IActorRef _life;

    public AgentPuppet(IActorRef probe, IActorRef life) => (_probe, _life) = (probe, life);

    /// <summary>A puppet.</summary>
    /// <param name="probe">Who gets its messages.</param>
    /// <param name="life">Who is told of its restarts and its end.</param>
    public static Props Props(IActorRef probe, IActorRef life) => Akka.Actor.Props.Create(() => new AgentPuppet(probe, life));

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
