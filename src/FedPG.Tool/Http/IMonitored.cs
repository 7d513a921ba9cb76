namespace FedPG.Tool.Http;

/// <summary>A process whose state is served by HTTP. Called from any thread.</summary>
internal interface IMonitored
{
    /// <summary>Why the process cannot do its work now, in words; null if it can.</summary>
    string? Obstacle { get; }

    /// <summary>The state as one line of JSON.</summary>
    string Status();
}
