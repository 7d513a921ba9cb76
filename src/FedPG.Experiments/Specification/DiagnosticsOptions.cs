using FedPG.Options;

namespace FedPG.Experiments.Specification;

/// <summary>What is recorded in addition to the scores.</summary>
public sealed record DiagnosticsOptions
{
    /// <summary>Whether <c>diagnostics.csv</c> is written: the local Łojasiewicz inequalities of every type at every scored
    /// round.</summary>
    public bool Lojasiewicz { get; init; }

    /// <summary>The number of rounds between two records of every agent in <c>agents.csv</c>, a multiple of the rounds between two
    /// evaluations; null for no such file.</summary>
    [AbsentAs("none")]
    [AtLeast(1)]
    public int? AgentsEvery { get; init; }
}
