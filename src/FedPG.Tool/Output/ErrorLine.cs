namespace FedPG.Tool.Output;

/// <summary>One line on standard error for whoever has to act on it.</summary>
internal static class ErrorLine
{
    private const string SaidKey = "fedpg.said";

    /// <summary>Notes that the reader knows of an error which is still on its way.</summary>
    public static void MarkSaid(Exception error) => error.Data[SaidKey] = true;

    /// <summary>Whether the reader knows of an error.</summary>
    public static bool IsSaid(Exception error) => error.Data.Contains(SaidKey);

    public static void Write(string message) => Console.Error.WriteLine($"{CommandName.Current}: {message.ReplaceLineEndings(" ")}");
}
