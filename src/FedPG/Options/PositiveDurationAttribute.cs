namespace FedPG.Options;

/// <summary>A duration above 0.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PositiveDurationAttribute : AcceptedAttribute
{
    /// <inheritdoc/>
    public override string Accepted => "a duration above 0, such as 500ms, 60s or 5m";

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || (value is TimeSpan duration && duration > TimeSpan.Zero);
}
