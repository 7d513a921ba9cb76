namespace FedPG.TestKit.Tests;

/// <summary>Which messages of the protocol and which lines of the supervision table a test is about.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ExercisesAttribute(params object[] parts) : Attribute
{
    /// <summary>Message types, and failures as the table names them.</summary>
    public IReadOnlyList<object> Parts { get; } = parts;
}
