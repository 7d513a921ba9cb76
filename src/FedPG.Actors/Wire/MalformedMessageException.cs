namespace FedPG.Actors.Wire;

/// <summary>Bytes from a peer or a database are not a message of the protocol.</summary>
internal sealed class MalformedMessageException : Exception
{
    internal MalformedMessageException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
