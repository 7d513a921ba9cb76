namespace FedPG.Options;

/// <summary>A duration above 0; in real time at most as long as timers support.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PositiveDurationAttribute : AcceptedAttribute
{
    /// <summary>The longest duration in real time.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>Whether the duration is on the simulated clock, which uses no timers.</summary>
    public bool IsSimulated { get; init; }

    /// <inheritdoc/>
    public override string Accepted => IsSimulated
        ? "a duration above 0, such as 500ms, 60s or 5m"
        : "a duration above 0 and of at most 24d, such as 500ms, 60s or 5m";

    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is null || (value is TimeSpan duration && duration > TimeSpan.Zero && (IsSimulated || duration <= Longest));
}
