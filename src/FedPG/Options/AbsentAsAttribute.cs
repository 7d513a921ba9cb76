namespace FedPG.Options;

/// <summary>The word that stands for null in an experiment file.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AbsentAsAttribute(string word) : Attribute
{
    /// <summary>The word.</summary>
    public string Word { get; } = word;
}
