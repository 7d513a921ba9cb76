using Akka.TestKit;
using FedPG.Actors.Protocol;

namespace FedPG.TestKit.Probes;

/// <summary>Plays the edge above one agent: a real one, or the actor of <see cref="TestFederation.WithAgent"/>.</summary>
public sealed class EdgeProbe(TestKitBase kit, TestFederation federation, int agent = 0)
    : RoundProbe(kit, federation, federation.AgentProps(agent))
{
    /// <summary>Requests a training.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="attempt">The number of the agent's trainings that have crashed in the round.</param>
    /// <param name="transmission">The number of earlier requests.</param>
    public TrainingRequest Request(int round, int attempt = 0, int transmission = 0)
    {
        var request = new TrainingRequest(Federation.Broadcast(round), attempt, transmission);
        Tell(request);
        return request;
    }

    /// <summary>Expects the trained parameters.</summary>
    public LocalUpdate ExpectUpdate() => Expect<LocalUpdate>();

    /// <summary>Expects a crash of the training as scripted.</summary>
    public TrainingCrashed ExpectCrashed() => Expect<TrainingCrashed>();

    /// <summary>Expects an error of the training.</summary>
    public TrainingLost ExpectLost() => Expect<TrainingLost>();
}
