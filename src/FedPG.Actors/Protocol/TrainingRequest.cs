namespace FedPG.Actors.Protocol;

/// <summary>Edge to agent: train for a round.</summary>
/// <param name="Broadcast">The round's broadcast.</param>
/// <param name="Attempt">How many trainings of this agent have crashed in this round.</param>
/// <param name="Transmission">How often this agent was asked before in this round.</param>
public sealed record TrainingRequest(Broadcast Broadcast, int Attempt = 0, int Transmission = 0) : IRoundMessage
{
    /// <summary>The round's broadcast.</summary>
    public Broadcast Broadcast { get; private set; } = Broadcast;

    /// <inheritdoc/>
    public RunId Run => Broadcast.Run;

    /// <inheritdoc/>
    public int Round => Broadcast.Round;

    /// <summary>A first request whose round has not come: <see cref="Of"/> completes it before anybody gets it.</summary>
    internal static TrainingRequest Ahead() => new(Broadcast: null!);

    /// <summary>Completes a request that was made ahead; once.</summary>
    internal TrainingRequest Of(Broadcast broadcast)
    {
        if (Broadcast is not null) throw new InvalidOperationException("a request is for one round");
        Broadcast = broadcast;
        return this;
    }
}
