namespace FedPG.TestKit.Recording;

/// <summary>A federation did not behave as a test expects. Every test framework reports it as a failed test.</summary>
public sealed class FederationAssertionException : Exception
{
    /// <summary>A failed expectation.</summary>
    /// <param name="message">What was expected and what was found.</param>
    public FederationAssertionException(string message)
        : base(message)
    {
    }

    /// <summary>A failed expectation with its cause.</summary>
    /// <param name="message">What was expected and what was found.</param>
    /// <param name="innerException">The cause.</param>
    public FederationAssertionException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
