using FedPG.Options;

namespace FedPG.Asynchrony;

/// <summary>The section <c>fedpg.server.asynchronous</c>.</summary>
public sealed record AsynchronousOptions
{
    /// <summary>K: θ moves when this many updates have arrived.</summary>
    [Between(1, ServerStep.MostFurtherUpdates)] public int Buffer { get; init; } = 1;

    /// <summary>Whether the step size of an update is proportional to the time that its training has taken.</summary>
    public bool Rescaled { get; init; }
}

/// <summary>
/// θ ← θ + the mean of the θ^c − θ_b of K arrivals, each trained from the θ_b that was the present one when its training began. K = 1 is
/// asynchronous SGD, K above 1 FedBuff (Nguyen et al. 2022, arXiv 2106.06581). Fast agents arrive more often, so the fixed point is that of
/// a mean weighted by 1/t_i; rescaled (arXiv 2605.13434), an update counts in proportion to the time it has taken, and over any span of
/// time all agents count alike.
/// </summary>
internal sealed class Asynchronous(AsynchronousOptions options) : IServerMode
{
    public bool TakesStale => true;

    public bool IsComplete(StepProgress step) => step.Updates >= options.Buffer;

    public double Scale(double duration, double mean) => options.Rescaled ? duration / mean : 1;
}
