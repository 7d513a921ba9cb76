namespace FedPG.Actors.Wire;

/// <summary>Bytes from a peer that are no message of the protocol.</summary>
public sealed class MalformedMessageException : Exception
{
    internal MalformedMessageException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
