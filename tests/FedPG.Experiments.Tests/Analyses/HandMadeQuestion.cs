using System.Collections.Immutable;
using FedPG.Experiments.Analyses.Answers;

namespace FedPG.Experiments.Tests.Analyses;

/// <summary>Parts of a <see cref="HandMadeExperiment"/>'s configuration, and of its answer's table.</summary>
internal static class HandMadeQuestion
{
    /// <summary>The synthetic environment.</summary>
    public const string Synthetic = "  environment.type = synthetic\n";

    /// <summary>The section <c>report</c> that asks for an analysis.</summary>
    public static string Asked(string analysis, string more = "gaps = [0.1]") =>
        $"  report {{\n    question = \"What?\"\n    analysis = {analysis}\n    {more}\n  }}\n";

    /// <summary>The texts of a column.</summary>
    public static ImmutableArray<string> Column(Answer answer, string heading)
    {
        int column = answer.Table.Headings.IndexOf(heading);
        column.ShouldBeGreaterThanOrEqualTo(0, $"{heading} among {string.Join(" | ", answer.Table.Headings)}");
        return [.. answer.Table.Rows.Select(row => row[column])];
    }
}
