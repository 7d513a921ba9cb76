using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Options;
using FedPG.Scoring;

namespace FedPG.References;

/// <summary>The best policy of a period found.</summary>
/// <param name="Period">K.</param>
/// <param name="Value">J of the policy; the optimum is at least this.</param>
public sealed record PeriodicOptimum(int Period, double Value);

/// <summary>Values to compare a run's objective with, under the evaluation distribution. A value that was not computed is null.</summary>
public sealed record ReferenceValues
{
    /// <summary>The limit of multiplications under <see cref="ReferenceScope.Auto"/>: about five seconds of a core.</summary>
    public const long AutoLimit = 20_000_000_000;

    /// <summary>
    /// The part of the limit that the bounds on policies with memory may take in addition: less than a second under
    /// <see cref="ReferenceScope.Auto"/>.
    /// </summary>
    private const int MemoryPart = 50;

    /// <summary>The largest number of (phase, state) pairs for which a periodic policy is searched.</summary>
    public const int PeriodicLimit = 128;

    /// <summary>The mean over agents of the optimum of the agent's own environment: no policy can exceed it.</summary>
    public double? UpperBound { get; init; }

    /// <summary>The optimum of each type on its own, [types]; empty if unknown.</summary>
    public ImmutableArray<double> PerEnvironmentOptima { get; init; } = [];

    /// <summary>The best deterministic stationary policy.</summary>
    public DeterministicOptimum? BestDeterministic { get; init; }

    /// <summary>The best stationary policy found: the optimum is at least this.</summary>
    public double? BestStationary { get; init; }

    /// <summary>The best common linear policy found, of linear-quadratic systems; null in other environments.</summary>
    public double? BestCommonLinear { get; init; }

    /// <summary>The best policies of period 2 and 3 found; empty if the environment is too large for the search.</summary>
    public ImmutableArray<PeriodicOptimum> BestPeriodic { get; init; } = [];

    /// <summary>
    /// Bounds on the best policy that may use the history; null if the environments are too large or have too many types.
    /// </summary>
    public HistoryDependentOptimum? BestHistoryDependent { get; init; }

    /// <summary>What was left out or ended early and why, one sentence per item.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];

    /// <summary>Computes the values. Periodic policies are searched if states × period is at most <see cref="PeriodicLimit"/>.</summary>
    /// <param name="environments">The environments, without phases.</param>
    /// <param name="agents">M, from which the weights of the types follow.</param>
    /// <param name="scope">Which values to compute.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public static ReferenceValues Compute(
        EnvironmentSet environments, int agents, ReferenceScope scope = ReferenceScope.Auto, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(environments);
        ArgumentOutOfRangeException.ThrowIfLessThan(agents, 1);
        if (scope == ReferenceScope.None) return new ReferenceValues();
        return Compute(environments, agents, LimitOf(scope), cancellationToken);
    }

    /// <summary>Computes all values within a number of multiplications.</summary>
    internal static ReferenceValues Compute(EnvironmentSet environments, int agents, long limit, CancellationToken cancellationToken)
    {
        var (scaled, exponent) = RewardScale.Of(environments);
        return Scaled(Search(scaled, agents, limit, cancellationToken).Run(), -exponent);
    }

    /// <summary>Computes the values of policies that see the state alone within a number of multiplications.</summary>
    internal static ReferenceValues OfMemoryless(EnvironmentSet environments, int agents, long limit, CancellationToken cancellationToken)
    {
        var (scaled, exponent) = RewardScale.Of(environments);
        return Scaled(Search(scaled, agents, limit, cancellationToken).RunMemoryless(), -exponent);
    }

    /// <summary>The limit of multiplications.</summary>
    internal static long LimitOf(ReferenceScope scope) => scope == ReferenceScope.All ? long.MaxValue / 2 : AutoLimit;

    private static ReferenceSearch Search(EnvironmentSet environments, int agents, long limit, CancellationToken cancellationToken) => new(
        environments, agents, new WorkMeter(limit, cancellationToken), new WorkMeter(limit / MemoryPart, cancellationToken));

    /// <summary>
    /// Converts the values back to the unit of the rewards. A value out of the range of doubles becomes infinite, with a notice.
    /// </summary>
    private static ReferenceValues Scaled(ReferenceValues values, int exponent)
    {
        if (exponent == 0) return values;
        double Scale(double value) => Math.ScaleB(value, exponent);
        var result = values with
        {
            UpperBound = values.UpperBound is { } bound ? Scale(bound) : null,
            PerEnvironmentOptima = [.. values.PerEnvironmentOptima.Select(Scale)],
            BestDeterministic = values.BestDeterministic is { } best ? best with { Value = Scale(best.Value) } : null,
            BestStationary = values.BestStationary is { } stationary ? Scale(stationary) : null,
            BestPeriodic = [.. values.BestPeriodic.Select(periodic => periodic with { Value = Scale(periodic.Value) })],
            BestHistoryDependent = values.BestHistoryDependent is { } history
                ? new HistoryDependentOptimum(Scale(history.Lower), Scale(history.Upper))
                : null,
        };
        double?[] all =
        [
            result.UpperBound, .. result.PerEnvironmentOptima, result.BestDeterministic?.Value, result.BestStationary,
            result.BestHistoryDependent?.Lower, result.BestHistoryDependent?.Upper,
        ];
        return all.All(value => value is null || double.IsFinite(value.Value))
            ? result
            : result with { Notices = result.Notices.Add(RewardScale.Overflow) };
    }
}
