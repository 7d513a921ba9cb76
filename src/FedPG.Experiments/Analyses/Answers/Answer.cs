using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace FedPG.Experiments.Analyses.Answers;

/// <summary>How what was measured stands to what was claimed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Agreement>))]
public enum Agreement
{
    /// <summary>It bears the claim out.</summary>
    Agrees,

    /// <summary>It contradicts the claim, intervals considered.</summary>
    Disagrees,

    /// <summary>The intervals allow both, or something needed was not measured.</summary>
    Inconclusive,

    /// <summary>Nothing was claimed.</summary>
    Open,
}

/// <summary>An experiment's answer, computed from the files of its folder.</summary>
public sealed record Answer
{
    /// <summary>What was asked.</summary>
    public required string Question { get; init; }

    /// <summary>The analysis that answered.</summary>
    public required string Analysis { get; init; }

    /// <summary>What the paper claims, or what one would expect; empty where there is no claim.</summary>
    public required string Claim { get; init; }

    /// <summary>Whether the runs bear it out.</summary>
    public required Agreement Agreement { get; init; }

    /// <summary>The answer with its numbers and intervals.</summary>
    public required string Sentence { get; init; }

    /// <summary>The numbers.</summary>
    public required AnswerTable Table { get; init; }

    /// <summary>What the figure's curves are, below it.</summary>
    [JsonIgnore]
    public string Caption => Chart.Caption;

    /// <summary>The figure.</summary>
    [JsonIgnore]
    internal AnswerChart Chart { get; init; } = AnswerChart.None;
}

/// <summary>An answer's numbers as text.</summary>
/// <param name="Headings">One a column.</param>
/// <param name="Rows">[rows][columns].</param>
public sealed record AnswerTable(ImmutableArray<string> Headings, ImmutableArray<ImmutableArray<string>> Rows)
{
    /// <summary>A table of rows made one by one.</summary>
    public static AnswerTable Of(ImmutableArray<string> headings, IEnumerable<string[]> rows) => new(headings, [.. rows.Select(row => row.ToImmutableArray())]);
}
