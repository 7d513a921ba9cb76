namespace FedPG.Actors.Protocol;

/// <summary>Identifies a run, so that a message of one run is never mistaken for one of another.</summary>
/// <param name="Value">A unique value.</param>
public readonly record struct RunId(Guid Value)
{
    /// <summary>A new unique id.</summary>
    public static RunId New() => new(Guid.NewGuid());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("N");
}
