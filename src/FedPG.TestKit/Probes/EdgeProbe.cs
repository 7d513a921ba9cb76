using Akka.TestKit;
using FedPG.Actors.Protocol;
using FedPG.TestKit.Recording;

namespace FedPG.TestKit.Probes;

/// <summary>Plays the edge above one agent: a real one, or the one of <see cref="TestFederation.WithAgent"/>.</summary>
public sealed class EdgeProbe(TestKitBase kit, TestFederation federation, int agent = 0)
    : RoundProbe(kit, federation, federation.AgentProps(agent))
{
    /// <summary>Asks for a training.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="attempt">How many trainings of the agent have crashed in it.</param>
    /// <param name="transmission">How often it was asked before.</param>
    public TrainingRequest Request(int round, int attempt = 0, int transmission = 0)
    {
        var request = new TrainingRequest(Federation.Broadcast(round), attempt, transmission);
        Tell(request);
        return request;
    }

    /// <summary>Expects the trained parameters.</summary>
    public LocalUpdate ExpectUpdate() => Expect<LocalUpdate>();

    /// <summary>Expects that the training crashed as scripted.</summary>
    public TrainingCrashed ExpectCrashed() => Expect<TrainingCrashed>();

    /// <summary>Expects that the training died of an error.</summary>
    public TrainingLost ExpectLost() => Expect<TrainingLost>();
}
