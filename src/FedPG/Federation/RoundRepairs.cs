namespace FedPG.Federation;

/// <summary>Counts of the round protocol's repairs. They may depend on the clock and never change a result.</summary>
public readonly record struct RoundRepairs
{
    /// <summary>The number of repeated requests to agents or edges.</summary>
    public int AskedAgain { get; init; }

    /// <summary>The number of messages whose content had been received before.</summary>
    public int Duplicated { get; init; }

    /// <summary>The number of messages of an earlier round.</summary>
    public int Outdated { get; init; }

    /// <summary>The number of messages that belong to no round or member of the run.</summary>
    public int Foreign { get; init; }

    /// <summary>The sum of two counts.</summary>
    public static RoundRepairs operator +(RoundRepairs one, RoundRepairs other) => new()
    {
        AskedAgain = one.AskedAgain + other.AskedAgain,
        Duplicated = one.Duplicated + other.Duplicated,
        Outdated = one.Outdated + other.Outdated,
        Foreign = one.Foreign + other.Foreign,
    };

    /// <summary>The sum with another count, as by the operator.</summary>
    public RoundRepairs Add(RoundRepairs other) => this + other;
}
