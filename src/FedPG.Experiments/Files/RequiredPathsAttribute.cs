using FedPG.Options;

namespace FedPG.Experiments.Files;

/// <summary>At least one path, and none that is empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RequiredPathsAttribute(string accepted) : AcceptedAttribute
{
    public override string Accepted { get; } = accepted;

    public override bool IsValid(object? value) => value is FilePaths { All: { IsEmpty: false } all }
        && all.All(path => path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal));
}
