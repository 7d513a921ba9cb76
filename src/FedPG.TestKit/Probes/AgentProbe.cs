using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;
using FedPG.TestKit.Recording;

namespace FedPG.TestKit.Probes;

/// <summary>
/// Plays an agent beneath a real edge. A request may be answered, or not, or twice, or when its round is long over; with the right bits,
/// with poison, or in the name of another round or run. Create it before the edge has asked its agent for the first time.
/// </summary>
public sealed class AgentProbe
{
    private readonly TestProbe _life;
    private IActorRef? _actor;

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
        if (found is not TrainingRequest request)
            throw new FederationAssertionException($"agent {Agent} expected a request, found {found ?? "nothing"}");
        _actor = Probe.Sender;
        return request;
    }

    /// <summary>Answers with the bits of the training.</summary>
    public void Answer(TrainingRequest request) => Answer(request, Federation.Trained(request.Broadcast, Agent));

    /// <summary>Answers with numbers of the test's own: NaN, an infinity or a wrong length are poison.</summary>
    public void Answer(TrainingRequest request, params ImmutableArray<double> parameters) =>
        Send(Update(request) with { Parameters = parameters });

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
    public void Die(Exception reason) => Actor.Tell(new AgentPuppet.Die(reason), Probe.Ref);

    /// <summary>Is killed.</summary>
    public void Kill() => Actor.Tell(Akka.Actor.Kill.Instance, Probe.Ref);

    /// <summary>Expects that its edge restarts its actor, and gives the reason.</summary>
    public Exception ExpectRestarted() => Life<AgentPuppet.Restarted>("be restarted").Reason;

    /// <summary>Expects that its edge stops its actor.</summary>
    public void ExpectStopped() => Life<AgentPuppet.Stopped>("be stopped");

    private IActorRef Actor => _actor ?? throw new FederationAssertionException($"agent {Agent} was not asked yet: expect a request first");

    private LocalUpdate Update(TrainingRequest request) =>
        new(request.Run, request.Round, Agent, Federation.Trained(request.Broadcast, Agent));

    /// <summary>Sends to its edge, even when its actor has ended: a message may outlive its sender.</summary>
    private void Send(IRoundMessage message) => ((IInternalActorRef)Actor).Parent.Tell(message, Actor);

    private TEvent Life<TEvent>(string should) => _life.ReceiveOne() is TEvent happened
        ? happened
        : throw new FederationAssertionException($"agent {Agent} should {should}; it was not");
}
