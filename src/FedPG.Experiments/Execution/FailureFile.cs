namespace FedPG.Experiments.Execution;

/// <summary><c>failure.txt</c> in the folder of a run that could not go on: the whole error, of which the notice has the message.</summary>
public static class FailureFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "failure.txt";

    /// <summary>Writes it, if that is possible: the failure itself is the one to be told.</summary>
    internal static void TryWrite(string folder, Exception error)
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, Name), $"{error}\n");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The disk may be the failure.
        }
    }
}
