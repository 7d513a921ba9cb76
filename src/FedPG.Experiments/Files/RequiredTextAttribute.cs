using FedPG.Options;

namespace FedPG.Experiments.Files;

/// <summary>A required, non-empty string.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RequiredTextAttribute(string accepted) : AcceptedAttribute
{
    public override string Accepted { get; } = accepted;

    public override bool IsValid(object? value) => value is string { Length: > 0 } text && !text.Contains('\0', StringComparison.Ordinal);
}
