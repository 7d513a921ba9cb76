namespace FedPG.Options;

/// <summary>A duration above 0 and no longer than timers take.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PositiveDurationAttribute : AcceptedAttribute
{
    /// <summary>The longest duration.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <inheritdoc/>
    public override string Accepted => "a duration above 0 and of at most 24d, such as 500ms, 60s or 5m";

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || (value is TimeSpan duration && duration > TimeSpan.Zero && duration <= Longest);
}
