namespace FedPG.Actors.Protocol;

/// <summary>A message of the round protocol, tagged with its run and round.</summary>
public interface IRoundMessage
{
    /// <summary>The run.</summary>
    RunId Run { get; }

    /// <summary>The round, from 1.</summary>
    int Round { get; }
}
