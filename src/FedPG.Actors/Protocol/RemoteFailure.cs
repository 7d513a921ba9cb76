namespace FedPG.Actors.Protocol;

/// <summary>Represents an exception of another process.</summary>
/// <param name="kind">The name of the exception's type.</param>
/// <param name="message">The exception's message.</param>
internal sealed class RemoteFailure(string kind, string message) : Exception(message)
{
    /// <summary>The name of the exception's type.</summary>
    public string Kind => kind;
}
