using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Protocol;
using FedPG.TestKit.Recording;

namespace FedPG.TestKit.Probes;

/// <summary>
/// Plays an agent below a real edge. It can answer a request once, twice, late or not at all; with the right bits, with poison, or in the
/// name of another round or run. Create the probe before the edge first asks its agent.
/// </summary>
public sealed class AgentProbe
{
    private readonly TestProbe _life;
    private IActorRef? _actor;

    /// <summary>Creates a probe for an agent of a federation.</summary>
    /// <param name="kit">The test.</param>
    /// <param name="federation">The federation.</param>
    /// <param name="agent">The agent, from 0.</param>
    public AgentProbe(TestKitBase kit, TestFederation federation, int agent)
    {
        ArgumentNullException.ThrowIfNull(kit);
        ArgumentNullException.ThrowIfNull(federation);
        (Federation, Agent, Probe, _life) = (federation, agent, kit.CreateTestProbe(), kit.CreateTestProbe());
        federation.WithAgent(agent, ProbeActor.Props(Probe.Ref, _life.Ref));
    }

    /// <summary>The federation of the agent.</summary>
    public TestFederation Federation { get; }

    /// <summary>The agent's number.</summary>
    public int Agent { get; }

    /// <summary>The underlying Akka probe, which receives the edge's messages.</summary>
    public TestProbe Probe { get; }

    /// <summary>Expects a request for a training.</summary>
    public TrainingRequest ExpectRequest()
    {
        object found = Probe.ReceiveOne();
        if (found is not TrainingRequest request)
            throw new FederationAssertionException($"agent {Agent} expected a request, found {found ?? "nothing"}");
        _actor = Probe.Sender;
        return request;
    }

    /// <summary>Answers with the result of the training.</summary>
    public void Answer(TrainingRequest request) => Answer(request, Federation.Trained(request.Broadcast, Agent));

    /// <summary>Answers with parameters from the test: NaN, an infinity or a wrong length is poison.</summary>
    public void Answer(TrainingRequest request, params ImmutableArray<double> parameters) =>
        Send(Update(request) with { Parameters = parameters });

    /// <summary>Answers a request in the name of another round.</summary>
    public void AnswerForRound(TrainingRequest request, int round) => Send(Update(request) with { Round = round });

    /// <summary>Answers a request in the name of another run.</summary>
    public void AnswerForRun(TrainingRequest request, RunId run) => Send(Update(request) with { Run = run });

    /// <summary>Simulates that the network loses the answer and that the answer has timed out.</summary>
    public void LoseAnswer(TrainingRequest request) => Send(new AnswerOverdue(request.Run, request.Round, Agent));

    /// <summary>Simulates a crash of the fault model.</summary>
    /// <param name="request">The request for the training.</param>
    /// <param name="isFatal">Whether the agent is gone for good.</param>
    public void Crash(TrainingRequest request, bool isFatal = false)
    {
        Send(new TrainingCrashed(request.Run, request.Round, Agent, request.Attempt));
        Die(new SimulatedCrashException(Agent, request.Round, localStep: 1, isFatal));
    }

    /// <summary>Simulates an error in a training.</summary>
    public void Fail(TrainingRequest request, Exception reason)
    {
        Send(new TrainingLost(request.Run, request.Round, Agent, reason));
        Die(reason);
    }

    /// <summary>Throws in the actor, outside the protocol.</summary>
    public void Die(Exception reason) => Actor.Tell(new ProbeActor.Die(reason), Probe.Ref);

    /// <summary>Kills the actor.</summary>
    public void Kill() => Actor.Tell(Akka.Actor.Kill.Instance, Probe.Ref);

    /// <summary>Expects the edge to restart the actor, and returns the reason.</summary>
    public Exception ExpectRestarted() => Life<ProbeActor.Restarted>("be restarted").Reason;

    /// <summary>Expects the edge to stop the actor.</summary>
    public void ExpectStopped() => Life<ProbeActor.Stopped>("be stopped");

    private IActorRef Actor => _actor ?? throw new FederationAssertionException($"agent {Agent} was not asked yet: expect a request first");

    private LocalUpdate Update(TrainingRequest request) =>
        new(request.Run, request.Round, Agent, Federation.Trained(request.Broadcast, Agent));

    /// <summary>Sends to the edge, even if the actor has ended: a message may outlive its sender.</summary>
    private void Send(IRoundMessage message) => ((IInternalActorRef)Actor).Parent.Tell(message, Actor);

    private TEvent Life<TEvent>(string should) => _life.ReceiveOne() is TEvent happened
        ? happened
        : throw new FederationAssertionException($"agent {Agent} should {should}; it was not");
}
