namespace FedPG.Options;

/// <summary>The option must be one of the given strings.</summary>
/// <param name="words">The words.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OneOfAttribute(params string[] words) : AcceptedAttribute
{
    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words { get; } = words;

    /// <inheritdoc/>
    public override string Accepted => string.Join(", ", Words);

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is string text && Words.Contains(text);
}
