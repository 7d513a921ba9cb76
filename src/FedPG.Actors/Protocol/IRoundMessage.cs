namespace FedPG.Actors.Protocol;

/// <summary>A message of the round protocol: it says which run and round it belongs to.</summary>
public interface IRoundMessage
{
    /// <summary>The run.</summary>
    RunId Run { get; }

    /// <summary>The round, from 1.</summary>
    int Round { get; }
}
