using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using FedPG.Actors.Faults;
using FedPG.Actors.Protocol;

namespace FedPG.TestKit.Probes;

/// <summary>
/// Plays an agent beneath a real edge. A request may be answered, or not, or twice, or when its round is long over; with the right bits, with
/// poison, or in the name of another round or run. Create it before the edge has asked its agent for the first time.
/// </summary>
public sealed class AgentProbe
{
    private readonly TestProbe _life;
    private IActorRef? _edge;
    private IActorRef? _puppet;

    /// <summary>Has a probe play an agent of a federation.</summary>
    /// <param name="kit">The test.</param>
    /// <param name="federation">The federation.</param>
    /// <param name="agent">The agent, from 0.</param>
    public AgentProbe(TestKitBase kit, TestFederation federation, int agent)
    {
        ArgumentNullException.ThrowIfNull(kit);
        ArgumentNullException.ThrowIfNull(federation);
        (Federation, Agent, Probe, _life) = (federation, agent, kit.CreateTestProbe(), kit.CreateTestProbe());
        federation.WithAgent(agent, AgentPuppet.Props(Probe.Ref, _life.Ref));
    }

    /// <summary>The federation it is part of.</summary>
    public TestFederation Federation { get; }

    /// <summary>Its number.</summary>
    public int Agent { get; }

    /// <summary>The Akka probe underneath, which gets what the edge sends down.</summary>
    public TestProbe Probe { get; }

    /// <summary>Expects to be asked for a training.</summary>
    public TrainingRequest ExpectRequest()
    {
        object found = Probe.ReceiveOne();
        if (found is not TrainingRequest request) throw new FederationAssertionException($"agent {Agent} expected a request, found {found ?? "nothing"}");
        _edge = Probe.Sender;
        return request;
    }

    /// <summary>Answers with the bits of the training.</summary>
    public void Answer(TrainingRequest request) => Answer(request, Federation.Trained(request.Broadcast, Agent));

    /// <summary>Answers with numbers of the test's own: NaN, an infinity or a wrong length are poison.</summary>
    public void Answer(TrainingRequest request, params ImmutableArray<double> parameters) => Send(Update(request) with { Parameters = parameters });

    /// <summary>Answers a request in the name of another round.</summary>
    public void AnswerForRound(TrainingRequest request, int round) => Send(Update(request) with { Round = round });

    /// <summary>Answers a request in the name of another run.</summary>
    public void AnswerForRun(TrainingRequest request, RunId run) => Send(Update(request) with { Run = run });

    /// <summary>Has the network lose the answer: its time is over.</summary>
    public void LoseAnswer(TrainingRequest request) => Send(new AnswerOverdue(request.Run, request.Round, Agent));

    /// <summary>Crashes as the fault model has it.</summary>
    /// <param name="request">In which training.</param>
    /// <param name="isFatal">Whether the agent does not come back.</param>
    public void Crash(TrainingRequest request, bool isFatal = false)
    {
        Send(new TrainingCrashed(request.Run, request.Round, Agent, request.Attempt));
        Die(new SimulatedCrashException(Agent, request.Round, localStep: 1, isFatal));
    }

    /// <summary>Fails with an error in a training.</summary>
    public void Fail(TrainingRequest request, Exception reason)
    {
        Send(new TrainingLost(request.Run, request.Round, Agent, reason));
        Die(reason);
    }

    /// <summary>Throws, as an actor that is no part of the protocol.</summary>
    public void Die(Exception reason) => Puppet.Tell(new AgentPuppet.Die(reason), Probe.Ref);

    /// <summary>Is killed.</summary>
    public void Kill() => Puppet.Tell(Akka.Actor.Kill.Instance, Probe.Ref);

    /// <summary>Expects that its edge starts its actor.</summary>
    public void ExpectStarted()
    {
        var begun = Life<AgentPuppet.Begun>("be started");
        if (begun.After is { } reason) throw new FederationAssertionException($"agent {Agent} should be started; it was restarted after {reason.GetType().Name}");
        _puppet = _life.Sender;
    }

    /// <summary>Expects that its edge restarts its actor, and gives the reason.</summary>
    public Exception ExpectRestarted() =>
        Life<AgentPuppet.Begun>("be restarted").After ?? throw new FederationAssertionException($"agent {Agent} should be restarted; it was started");

    /// <summary>Expects that its edge stops its actor.</summary>
    public void ExpectStopped() => Life<AgentPuppet.Ended>("be stopped");

    private IActorRef Puppet => _puppet ?? throw new FederationAssertionException($"agent {Agent} has no actor yet: expect it to be started first");

    private LocalUpdate Update(TrainingRequest request) => new(request.Run, request.Round, Agent, Federation.Trained(request.Broadcast, Agent));

    private void Send(IRoundMessage message) =>
        (_edge ?? throw new FederationAssertionException($"agent {Agent} was not asked yet: expect a request first")).Tell(message, Puppet);

    private TEvent Life<TEvent>(string should) => _life.ReceiveOne() is TEvent happened
        ? happened
        : throw new FederationAssertionException($"agent {Agent} should {should}; it was not");
}
