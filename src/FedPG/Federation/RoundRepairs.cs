namespace FedPG.Federation;

/// <summary>What the round protocol repaired. It may depend on the clock and never changes a result.</summary>
public readonly record struct RoundRepairs
{
    /// <summary>How often an agent or edge was asked again for the same work.</summary>
    public int AskedAgain { get; init; }

    /// <summary>Messages that brought what had been received.</summary>
    public int Duplicated { get; init; }

    /// <summary>Messages of an earlier round.</summary>
    public int Outdated { get; init; }

    /// <summary>Messages that belong to no round or member of the run.</summary>
    public int Foreign { get; init; }

    /// <summary>Both together.</summary>
    public static RoundRepairs operator +(RoundRepairs one, RoundRepairs other) => new()
    {
        AskedAgain = one.AskedAgain + other.AskedAgain,
        Duplicated = one.Duplicated + other.Duplicated,
        Outdated = one.Outdated + other.Outdated,
        Foreign = one.Foreign + other.Foreign,
    };

    /// <summary>The same as the operator.</summary>
    public RoundRepairs Add(RoundRepairs other) => this + other;
}
