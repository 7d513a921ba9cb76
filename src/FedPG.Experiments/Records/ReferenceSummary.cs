using System.Collections.Immutable;

namespace FedPG.Experiments.Records;

/// <summary>The reference values of a run's environment, as recorded; null for values that were not computed.</summary>
public sealed record ReferenceSummary
{
    /// <summary>An upper bound on every common policy, whatever its memory.</summary>
    public double? UpperBound { get; init; }

    /// <summary>The best stationary policy found: a lower bound of the stationary optimum.</summary>
    public double? BestStationary { get; init; }

    /// <summary>The best deterministic stationary policy.</summary>
    public double? BestDeterministic { get; init; }

    /// <summary>Whether <see cref="BestDeterministic"/> is known to be the optimum.</summary>
    public bool? BestDeterministicExhaustive { get; init; }

    /// <summary>The best policies found that also see the step modulo their period, by ascending period.</summary>
    public ImmutableArray<PeriodicValue> BestPeriodic { get; init; } = [];

    /// <summary>Bounds on the best policy that may use the history.</summary>
    public ValueBounds? BestHistoryDependent { get; init; }

    /// <summary>The best common linear policy found, of linear-quadratic systems.</summary>
    public double? BestCommonLinear { get; init; }

    /// <summary>The best memoryless policy found: a stationary one, or the best linear one of linear-quadratic systems.</summary>
    internal double? BestMemoryless => BestStationary ?? BestCommonLinear;

    /// <summary>Whether both hold the same values.</summary>
    public bool Equals(ReferenceSummary? other) =>
        other is not null
        && UpperBound.Equals(other.UpperBound)
        && BestStationary.Equals(other.BestStationary)
        && BestDeterministic.Equals(other.BestDeterministic)
        && BestDeterministicExhaustive == other.BestDeterministicExhaustive
        && BestCommonLinear.Equals(other.BestCommonLinear)
        && BestHistoryDependent == other.BestHistoryDependent
        && BestPeriodic.AsSpan().SequenceEqual(other.BestPeriodic.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(UpperBound, BestHistoryDependent, BestStationary, BestDeterministic, BestCommonLinear, BestPeriodic.Length);
}

/// <summary>Bounds on a value.</summary>
/// <param name="Lower">The value is at least this.</param>
/// <param name="Upper">The value is at most this.</param>
public sealed record ValueBounds(double Lower, double Upper);

/// <summary>The best value found for a period.</summary>
/// <param name="Period">K.</param>
/// <param name="Value">The value.</param>
public sealed record PeriodicValue(int Period, double Value);
