namespace FedPG.Actors.Protocol;

/// <summary>Tells runs apart, so that a message of one run is never taken for one of another.</summary>
/// <param name="Value">A value that no other run has.</param>
public readonly record struct RunId(Guid Value)
{
    /// <summary>An id that no run has had.</summary>
    public static RunId New() => new(Guid.NewGuid());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("N");
}
