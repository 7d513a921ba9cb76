namespace FedPG.Options;

/// <summary>An alternative word for a value, which is accepted but never written.</summary>
/// <param name="word">The word in an experiment file.</param>
/// <param name="value">The value.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class AliasAttribute(string word, object value) : Attribute
{
    /// <summary>The word in an experiment file.</summary>
    public string Word { get; } = word;

    /// <summary>The value.</summary>
    public object Value { get; } = value;
}
