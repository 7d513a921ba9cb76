namespace FedPG.TestKit.Tests;

/// <summary>The messages of the protocol and the rows of the supervision table that a test covers.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ExercisesAttribute(params object[] parts) : Attribute
{
    /// <summary>Message types, and failures by their name in the table.</summary>
    public IReadOnlyList<object> Parts { get; } = parts;
}
