using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Options;
using FedPG.Scoring;

namespace FedPG.References;

/// <summary>The best policy of a period that was found.</summary>
/// <param name="Period">K.</param>
/// <param name="Value">J of it; the optimum is at least this.</param>
public sealed record PeriodicOptimum(int Period, double Value);

/// <summary>What a run's objective can be compared with, under the evaluation distribution. What was not computed is null.</summary>
public sealed record ReferenceValues
{
    /// <summary>Multiplications that are made under <see cref="ReferenceScope.Auto"/>: about five seconds of a core.</summary>
    public const long AutoLimit = 20_000_000_000;

    /// <summary>Up to this many (phase, state) pairs a periodic policy is searched for.</summary>
    public const int PeriodicLimit = 128;

    /// <summary>Mean over agents of the optimum of the agent's own environment: no policy can pass it.</summary>
    public double? UpperBound { get; init; }

    /// <summary>The optimum of each type on its own, [types]; empty if they are not known.</summary>
    public ImmutableArray<double> PerEnvironmentOptima { get; init; } = [];

    /// <summary>The best deterministic stationary policy.</summary>
    public DeterministicOptimum? BestDeterministic { get; init; }

    /// <summary>The best stationary policy found: the optimum is at least this.</summary>
    public double? BestStationary { get; init; }

    /// <summary>The best policies of period 2 and 3 found; none where the environment is too large for the search.</summary>
    public ImmutableArray<PeriodicOptimum> BestPeriodic { get; init; } = [];

    /// <summary>What was left out or ended early and why, a sentence each.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];

    /// <summary>
    /// Computes them. Periodic policies are searched while states × period stays within <see cref="PeriodicLimit"/>.
    /// </summary>
    /// <param name="environments">The environments, without phases.</param>
    /// <param name="agents">M: decides how much each type counts.</param>
    /// <param name="scope">How much of it.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public static ReferenceValues Compute(
        EnvironmentSet environments, int agents, ReferenceScope scope = ReferenceScope.Auto, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(environments);
        ArgumentOutOfRangeException.ThrowIfLessThan(agents, 1);
        if (scope == ReferenceScope.None) return new ReferenceValues();
        return Compute(environments, agents, scope == ReferenceScope.All ? long.MaxValue / 2 : AutoLimit, cancellationToken);
    }

    /// <summary>The same within so many multiplications.</summary>
    internal static ReferenceValues Compute(EnvironmentSet environments, int agents, long limit, CancellationToken cancellationToken)
    {
        var (scaled, exponent) = RewardScale.Of(environments);
        var search = new ReferenceSearch(scaled, agents, new WorkMeter(limit, cancellationToken));
        return Scaled(search.Run(), -exponent);
    }

    /// <summary>Back in the unit of the rewards; what a double cannot hold there is infinite, and said.</summary>
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
        };
        double?[] all = [result.UpperBound, .. result.PerEnvironmentOptima, result.BestDeterministic?.Value, result.BestStationary];
        return all.All(value => value is null || double.IsFinite(value.Value))
            ? result
            : result with { Notices = result.Notices.Add(RewardScale.Overflow) };
    }
}
