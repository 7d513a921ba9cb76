namespace FedPG.Actors.Protocol;

/// <summary>An exception of another process, as far as it can be told.</summary>
/// <param name="kind">The name of its type.</param>
/// <param name="message">Its message.</param>
internal sealed class RemoteFailure(string kind, string message) : Exception(message)
{
    /// <summary>The name of its type.</summary>
    public string Kind => kind;
}
