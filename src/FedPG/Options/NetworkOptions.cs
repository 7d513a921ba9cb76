namespace FedPG.Options;

/// <summary>An unreliable network between edges and agents; the protocol repairs it, so it never changes a result.</summary>
public sealed record NetworkOptions
{
    /// <summary>Probability that a message is lost; when its time-out has passed in simulated time it is asked for again.</summary>
    [Between(0, 0.99)] public double Loss { get; init; }

    /// <summary>Probability that a message comes twice.</summary>
    [Between(0, 1)] public double Duplication { get; init; }

    /// <summary>Probability that a message is overtaken by later ones.</summary>
    [Between(0, 1)] public double Reordering { get; init; }

    /// <summary>Whether any of these faults can occur.</summary>
    public bool IsOn => Loss > 0 || Duplication > 0 || Reordering > 0;
}
