namespace FedPG.Actors.Protocol;

/// <summary>Edge to agent: train for a round.</summary>
public sealed record TrainingRequest : IRoundMessage
{
    private Broadcast? _broadcast;

    /// <summary>A request.</summary>
    /// <param name="broadcast">The round's broadcast.</param>
    /// <param name="attempt">How many trainings of this agent have crashed in this round.</param>
    /// <param name="transmission">How often this agent was asked before in this round.</param>
    public TrainingRequest(Broadcast broadcast, int attempt = 0, int transmission = 0) =>
        (_broadcast, Attempt, Transmission) = (broadcast, attempt, transmission);

    private TrainingRequest()
    {
    }

    /// <summary>The round's broadcast.</summary>
    public Broadcast Broadcast => _broadcast!;

    /// <summary>How many trainings of this agent have crashed in this round.</summary>
    public int Attempt { get; }

    /// <summary>How often this agent was asked before in this round.</summary>
    public int Transmission { get; }

    /// <inheritdoc/>
    public RunId Run => Broadcast.Run;

    /// <inheritdoc/>
    public int Round => Broadcast.Round;

    /// <summary>A first request whose round has not come: <see cref="Of"/> completes it before anybody gets it.</summary>
    internal static TrainingRequest Ahead() => new();

    /// <summary>Completes a request that was made ahead; once.</summary>
    internal TrainingRequest Of(Broadcast broadcast)
    {
        if (_broadcast is not null) throw new InvalidOperationException("a request is for one round");
        _broadcast = broadcast;
        return this;
    }
}
