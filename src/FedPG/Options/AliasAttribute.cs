namespace FedPG.Options;

/// <summary>Another word for a value, which is read and never written.</summary>
/// <param name="word">The word in an experiment file.</param>
/// <param name="value">What it stands for.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class AliasAttribute(string word, object value) : Attribute
{
    /// <summary>The word in an experiment file.</summary>
    public string Word { get; } = word;

    /// <summary>What it stands for.</summary>
    public object Value { get; } = value;
}
