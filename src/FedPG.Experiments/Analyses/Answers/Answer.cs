using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace FedPG.Experiments.Analyses.Answers;

/// <summary>Whether the measurements agree with the claim.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Agreement>))]
public enum Agreement
{
    /// <summary>The measurements support the claim.</summary>
    Agrees,

    /// <summary>The measurements contradict the claim, intervals considered.</summary>
    Disagrees,

    /// <summary>The intervals allow both, or a measurement is missing.</summary>
    Inconclusive,

    /// <summary>There is no claim.</summary>
    Open,
}

/// <summary>An experiment's answer, computed from the files of its folder.</summary>
public sealed record Answer
{
    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>The name of the analysis.</summary>
    public required string Analysis { get; init; }

    /// <summary>The claim of the paper, or the expectation; empty without a claim.</summary>
    public required string Claim { get; init; }

    /// <summary>Whether the runs agree with the claim.</summary>
    public required Agreement Agreement { get; init; }

    /// <summary>The answer with its numbers and intervals.</summary>
    public required string Sentence { get; init; }

    /// <summary>The numbers.</summary>
    public required AnswerTable Table { get; init; }

    /// <summary>The caption of the figure.</summary>
    [JsonIgnore]
    public string Caption => Chart.Caption;

    /// <summary>The figure.</summary>
    [JsonIgnore]
    internal AnswerChart Chart { get; init; } = AnswerChart.None;
}

/// <summary>An answer's numbers as text.</summary>
/// <param name="Headings">One per column.</param>
/// <param name="Rows">[rows][columns].</param>
public sealed record AnswerTable(ImmutableArray<string> Headings, ImmutableArray<ImmutableArray<string>> Rows)
{
    /// <summary>A table of the given rows.</summary>
    public static AnswerTable Of(ImmutableArray<string> headings, IEnumerable<string[]> rows) =>
        new(headings, [.. rows.Select(row => row.ToImmutableArray())]);
}
