using FedPG.Options;

namespace FedPG.Asynchrony;

/// <summary>The section <c>fedpg.server.malenia</c>.</summary>
public sealed record MaleniaOptions
{
    /// <summary>
    /// K: a step waits until the harmonic mean of the agents' numbers of updates is K/M; null means K = M, one from each agent.
    /// </summary>
    [AbsentAs("agents")]
    [Between(1, ServerStep.MostFurtherUpdates)]
    public int? Updates { get; init; }
}

/// <summary>
/// Malenia SGD (Tyurin and Richtárik 2023, arXiv 2305.12387): only updates of the present θ count; θ moves by the mean over agents of each
/// agent's mean, as soon as the harmonic mean of their numbers of updates is K/M or more. The variance of the step is then at most that of
/// K updates.
/// </summary>
internal sealed class Malenia(MaleniaOptions options) : IServerMode
{
    /// <summary>Covers the rounding of the harmonic mean.</summary>
    private const double Rounding = 1e-12;

    public bool TakesStale => false;

    public bool IsComplete(StepProgress step) =>
        step.HarmonicMean >= (options.Updates ?? step.Agents) / (double)step.Agents * (1 - Rounding);

    public double Weight(int updates) => 1;
}
