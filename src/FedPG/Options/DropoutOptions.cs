namespace FedPG.Options;

/// <summary>
/// Agents that leave for some rounds. The supervisor stops the agent, which rejoins with the broadcast of the round in which it returns.
/// </summary>
public sealed record DropoutOptions
{
    /// <summary>Probability of leaving, per round and present agent.</summary>
    [Between(0, 1)] public double Probability { get; init; }

    /// <summary>The distribution of the length of an absence.</summary>
    public AbsenceLength Absence { get; init; } = AbsenceLength.Geometric;

    /// <summary>Mean length of an absence in rounds; a fixed length is rounded to an integer.</summary>
    [Between(1, 1e5)] public double MeanAbsence { get; init; } = 1;

    /// <summary>Scheduled absences, each [first agent, last agent, first round, last round] with ends included.</summary>
    [AbsenceRows] public int[][] Scheduled { get; init; } = [];

    internal bool IsOn => Probability > 0 || Scheduled.Length > 0;
}

/// <summary>The distribution of the length of an absence.</summary>
public enum AbsenceLength
{
    /// <summary>Geometric, at least 1, with the given mean.</summary>
    Geometric,

    /// <summary>Always the given number of rounds.</summary>
    Fixed,
}

/// <summary>Rows of [first agent, last agent, first round, last round].</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AbsenceRowsAttribute : AcceptedAttribute
{
    /// <inheritdoc/>
    public override string Accepted =>
        "a list of [first agent, last agent, first round, last round], agents from 0 and rounds from 1, each last one at least the first";

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is int[][] rows && rows.All(IsAbsence);

    private static bool IsAbsence(int[]? row) => row is [>= 0, _, >= 1, _] && row[1] >= row[0] && row[3] >= row[2];
}
