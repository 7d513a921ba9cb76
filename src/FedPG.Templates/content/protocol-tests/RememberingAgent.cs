using System.Collections.Immutable;
using Akka.Actor;
using FedPG.Actors.Protocol;
using FedPG.Algorithms;

namespace Mine;

/// <summary>The protocol under test: an agent that trains once per round. It answers a repeated request with the same update.</summary>
public sealed class RememberingAgent : ReceiveActor
{
    private LocalUpdate? _sent;

    public RememberingAgent(IFederatedAlgorithm algorithm, long seed, int agent)
    {
        var learner = algorithm.CreateLearner();
        Receive<TrainingRequest>(request =>
        {
            if (_sent?.Round != request.Round)
            {
                var update = new double[algorithm.ParameterCount];
                learner.Train(new LocalTask(seed, request.Round, agent), request.Broadcast.Parameters.AsSpan(), update);
                _sent = new LocalUpdate(request.Run, request.Round, agent, [.. update]);
            }

            Context.Parent.Tell(_sent);
        });
    }
}
