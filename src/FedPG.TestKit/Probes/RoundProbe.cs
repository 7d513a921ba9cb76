using Akka.Actor;
using Akka.TestKit;
using FedPG.TestKit.Recording;

namespace FedPG.TestKit.Probes;

/// <summary>A role of the round protocol that a test plays above a real actor.</summary>
public abstract class RoundProbe
{
    private protected RoundProbe(TestKitBase kit, TestFederation federation, Props subject)
    {
        ArgumentNullException.ThrowIfNull(kit);
        (Federation, Probe) = (federation, kit.CreateTestProbe());
        (Failures, Idle) = (kit.CreateTestProbe(), kit.CreateTestProbe());
        Subject = Probe.ChildActorOf(subject, ProbeSupervision.Of(Failures.Ref));
    }

    /// <summary>The federation of the probe.</summary>
    public TestFederation Federation { get; }

    /// <summary>The underlying Akka probe, which receives the real actor's messages to its parent.</summary>
    public TestProbe Probe { get; }

    /// <summary>The real actor below.</summary>
    public IActorRef Subject { get; }

    private TestProbe Failures { get; }

    private TestProbe Idle { get; }

    /// <summary>Expects the real actor to throw, and returns its supervisor's directive.</summary>
    public ChildFailed ExpectChildFailed() => Failures.ExpectMsg<ChildFailed>();

    /// <summary>Sends a message down.</summary>
    public void Tell(object message) => Subject.Tell(message, Probe.Ref);

    /// <summary>Kills the real actor; it is restarted.</summary>
    public void KillSubject() => Subject.Tell(Kill.Instance, Probe.Ref);

    /// <summary>Waits until the real actor has handled all earlier messages; its timers are set then.</summary>
    public void AwaitIdle()
    {
        Subject.Tell(new Identify(null), Idle.Ref);
        Idle.ExpectMsg<ActorIdentity>();
    }

    /// <summary>Expects a message of the protocol; anything else fails the test.</summary>
    private protected TMessage Expect<TMessage>()
    {
        object found = Probe.ReceiveOne();
        return found is TMessage message
            ? message
            : throw new FederationAssertionException(
                $"expected {typeof(TMessage).Name} from {Subject.Path.Name}, found {found ?? "nothing"}");
    }
}
