using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FedPG.Kernels.Columns;

/// <summary>
/// Loops over the trajectories of one step, [width]. One that has ended has 0 in <c>alive</c> and the result 0, whatever its other numbers
/// are: an action of a trajectory that has ended may have the log-likelihood −∞.
/// </summary>
internal static class EpisodeColumns
{
    /// <summary>The rewards to go of a step from those of the next: toGo ← γ^t (r − λ ℓ) + later.</summary>
    /// <param name="step">The rewards, log-likelihoods and ends of the step.</param>
    /// <param name="temperature">λ; ℓ is not read if it is 0.</param>
    /// <param name="power">γ^t.</param>
    /// <param name="later">The rewards to go of the next step.</param>
    /// <param name="toGo">The destination.</param>
    public static void StepBack(
        EpisodeStep step, double temperature, double power, ReadOnlySpan<double> later, Span<double> toGo)
    {
        for (int j = 0; j < toGo.Length; j += LaneColumns.Block)
        {
            var reward = Vector512.Create(step.Rewards[j..]);
            if (temperature != 0) reward -= temperature * Vector512.Create(step.LogLikelihoods[j..]);
            IfAlive(power * reward + Vector512.Create(later[j..]), step.Alive[j..]).CopyTo(toGo[j..]);
        }
    }

    /// <summary>Adds −γ^t ℓ to sums.</summary>
    /// <param name="sums">Changed in place.</param>
    /// <param name="power">γ^t.</param>
    /// <param name="logLikelihoods">ℓ.</param>
    /// <param name="alive">0 for trajectories that have ended.</param>
    public static void AddBonus(
        Span<double> sums, double power, ReadOnlySpan<double> logLikelihoods, ReadOnlySpan<double> alive)
    {
        for (int j = 0; j < sums.Length; j += LaneColumns.Block)
        {
            var bonus = IfAlive(-power * Vector512.Create(logLikelihoods[j..]), alive[j..]);
            (Vector512.Create<double>(sums[j..]) + bonus).CopyTo(sums[j..]);
        }
    }

    /// <summary>Multiplies credit with the trajectories' weights and a factor.</summary>
    public static void Weigh(Span<double> credit, ReadOnlySpan<double> weights, double factor, ReadOnlySpan<double> alive)
    {
        for (int j = 0; j < credit.Length; j += LaneColumns.Block)
        {
            var weighed = Vector512.Create(weights[j..]) * Vector512.Create<double>(credit[j..]) * factor;
            IfAlive(weighed, alive[j..]).CopyTo(credit[j..]);
        }
    }

    /// <summary>Subtracts from each number a factor times the sum of all others, in the order of <see cref="LaneSums"/>.</summary>
    public static void SubtractOthers(Span<double> numbers, double factor)
    {
        var vectors = MemoryMarshal.Cast<double, Vector512<double>>(numbers);
        var sums = Vector512<double>.Zero;
        foreach (var vector in vectors) sums += vector;
        var total = Vector512.Create(LaneSums.Total(sums));
        foreach (ref var vector in vectors) vector -= (total - vector) * factor;
    }

    private static Vector512<double> IfAlive(Vector512<double> numbers, ReadOnlySpan<double> alive) =>
        Vector512.AndNot(numbers, Vector512.Equals(Vector512.Create(alive), Vector512<double>.Zero));
}

/// <summary>What trajectories got in one step, [width].</summary>
/// <param name="rewards">r.</param>
/// <param name="logLikelihoods">ℓ of the actions.</param>
/// <param name="alive">0 for trajectories that had ended before the step, else 1.</param>
internal readonly ref struct EpisodeStep(
    ReadOnlySpan<double> rewards, ReadOnlySpan<double> logLikelihoods, ReadOnlySpan<double> alive)
{
    /// <summary>r.</summary>
    public ReadOnlySpan<double> Rewards { get; } = rewards;

    /// <summary>ℓ.</summary>
    public ReadOnlySpan<double> LogLikelihoods { get; } = logLikelihoods;

    /// <summary>0 for trajectories that had ended.</summary>
    public ReadOnlySpan<double> Alive { get; } = alive;
}
