using FedPG.Options;

namespace FedPG.Asynchrony;

/// <summary>The section <c>fedpg.server.rennala</c>.</summary>
public sealed record RennalaOptions
{
    /// <summary>K: the updates of a step; null means as many as there are agents.</summary>
    [AbsentAs("agents")]
    [Between(1, ServerStep.MostFurtherUpdates)]
    public int? Updates { get; init; }
}

/// <summary>
/// Rennala SGD (Tyurin and Richtárik 2023, arXiv 2305.12387): only updates of the present θ count, and θ moves by the mean of K of them.
/// </summary>
internal sealed class Rennala(RennalaOptions options) : IServerMode
{
    public bool TakesStale => false;

    public bool IsComplete(StepProgress step) => step.Updates >= (options.Updates ?? step.Agents);
}
