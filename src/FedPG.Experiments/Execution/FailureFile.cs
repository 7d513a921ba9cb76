namespace FedPG.Experiments.Execution;

/// <summary><c>failure.txt</c> in the folder of a failed run: the whole error with its stack trace; the notice has the message
/// only.</summary>
internal static class FailureFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "failure.txt";

    /// <summary>Writes the file if possible; an error here must not hide the failure itself.</summary>
    internal static void TryWrite(string folder, Exception error)
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, Name), $"{error}\n");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The disk may be the cause of the failure.
        }
    }
}
