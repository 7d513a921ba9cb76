namespace FedPG;

/// <summary>
/// A user's request cannot be fulfilled: the message is one line with the place, what was found and what is accepted.
/// </summary>
public class SpecificationException : Exception
{
    /// <summary>An error in <paramref name="subject"/> (a setting, a file, a row).</summary>
    /// <param name="subject">Where the problem is, e.g. <c>fedpg.agents</c>.</param>
    /// <param name="found">What was found there.</param>
    /// <param name="accepted">What would have been accepted.</param>
    public SpecificationException(string subject, string found, string accepted)
        : base($"{subject}: found {found}; accepted: {accepted}")
    {
    }

    /// <summary>An error described by one complete line.</summary>
    public SpecificationException(string message)
        : base(message)
    {
    }

    /// <summary>An error described by one complete line, with the error that caused it.</summary>
    public SpecificationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
