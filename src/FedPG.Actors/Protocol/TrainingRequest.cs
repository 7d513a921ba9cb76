namespace FedPG.Actors.Protocol;

/// <summary>Edge to agent: train for a round.</summary>
/// <param name="Broadcast">The round's broadcast.</param>
/// <param name="Attempt">The number of this agent's trainings that have crashed in this round.</param>
/// <param name="Transmission">The number of earlier requests to this agent in this round.</param>
public sealed record TrainingRequest(Broadcast Broadcast, int Attempt = 0, int Transmission = 0) : IRoundMessage
{
    /// <inheritdoc/>
    public RunId Run => Broadcast.Run;

    /// <inheritdoc/>
    public int Round => Broadcast.Round;
}

/// <summary>Compute thread to agent: its training failed in the thread's batch, so the agent throws the reason.</summary>
/// <param name="Request">The request to the agent.</param>
/// <param name="Reason">The exception of the training.</param>
internal sealed record TrainingFailed(TrainingRequest Request, Exception Reason);
