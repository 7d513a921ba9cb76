namespace FedPG.Experiments.Configuration;

/// <summary>The word that stands for null in an experiment file.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AbsentAsAttribute(string word) : Attribute
{
    public string Word { get; } = word;
}
