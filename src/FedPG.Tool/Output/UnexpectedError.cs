using System.Globalization;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Text;

namespace FedPG.Tool.Output;

/// <summary>Unexpected exceptions: one line for the user, and a file with the stack trace.</summary>
internal static class UnexpectedError
{
    private const string FolderKey = "fedpg.folder";

    /// <summary>Records in the error which folder is being written to. For exception filters: always false.</summary>
    public static bool Record(Exception error, string folder)
    {
        error.Data[FolderKey] = folder;
        return false;
    }

    /// <summary>The innermost failure.</summary>
    public static Exception Unwrapped(Exception error) => error switch
    {
        AggregateException { InnerExceptions: [var only] } => Unwrapped(only),
        System.Reflection.TargetInvocationException { InnerException: { } inner } => Unwrapped(inner),
        _ => error,
    };

    /// <summary>Reports a failure, and the file with its details.</summary>
    public static int Report(Exception error)
    {
        string what = $"{error.GetType().Name}: {OneLine.Of(error.Message)}";
        string where = TryWrite(error) is { } file ? $"details are in {file}" : "details could not be written";
        ErrorLine.Write($"failed unexpectedly ({what}); {where}");
        return ExitCode.RunFailed;
    }

    private static string? TryWrite(Exception error)
    {
        string name = string.Create(
            CultureInfo.InvariantCulture, $"fedpg-failure-{DateTime.UtcNow:yyyyMMdd-HHmmss}-{Environment.ProcessId}.txt");
        string[] folders = error.Data[FolderKey] is string folder && File.Exists(Path.Combine(folder, ExperimentWriter.FileName))
            ? [folder, Path.GetTempPath()]
            : [Path.GetTempPath()];
        foreach (string each in folders)
        {
            try
            {
                string file = Path.Combine(each, name);
                File.AppendAllText(file, $"{error}\n");
                return file;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // The next folder, if there is one.
            }
        }

        return null;
    }
}
