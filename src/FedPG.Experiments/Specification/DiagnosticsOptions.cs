namespace FedPG.Experiments.Specification;

/// <summary>What is recorded in addition to the scores.</summary>
public sealed record DiagnosticsOptions
{
    /// <summary>Whether <c>diagnostics.csv</c> is written: the local Łojasiewicz inequalities of every type at every scored
    /// round.</summary>
    public bool Lojasiewicz { get; init; }
}
