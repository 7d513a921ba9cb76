namespace FedPG.Options;

/// <summary>A fraction above 0 and at most 1.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FractionAttribute : AcceptedAttribute
{
    /// <inheritdoc/>
    public override string Accepted => "a number above 0 and at most 1";

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is double and > 0 and <= 1;
}
