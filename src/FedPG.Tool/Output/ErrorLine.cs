namespace FedPG.Tool.Output;

/// <summary>An error as one line on standard error.</summary>
internal static class ErrorLine
{
    private const string ReportedKey = "fedpg.reported";

    /// <summary>Records that an error has been reported, before its exception arrives.</summary>
    public static void MarkSaid(Exception error) => error.Data[ReportedKey] = true;

    /// <summary>Whether an error has been reported.</summary>
    public static bool IsSaid(Exception error) => error.Data.Contains(ReportedKey);

    public static void Write(string message) => Console.Error.WriteLine($"{CommandName.Current}: {message.ReplaceLineEndings(" ")}");
}
