namespace FedPG.Options;

/// <summary>An unreliable network between edges and agents. The protocol repairs its faults, so they never change a result.</summary>
public sealed record NetworkOptions
{
    /// <summary>A network without faults.</summary>
    public static NetworkOptions None { get; } = new();

    /// <summary>Probability that a message is lost; it is requested again after a time-out in simulated time.</summary>
    [Between(0, 0.99)] public double Loss { get; init; }

    /// <summary>Probability that a message is delivered twice.</summary>
    [Between(0, 1)] public double Duplication { get; init; }

    /// <summary>Probability that a message is overtaken by later ones.</summary>
    [Between(0, 1)] public double Reordering { get; init; }

    /// <summary>Whether any of these faults can occur.</summary>
    public bool IsOn => Loss > 0 || Duplication > 0 || Reordering > 0;
}
