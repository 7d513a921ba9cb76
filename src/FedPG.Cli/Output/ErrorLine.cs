namespace FedPG.Cli.Output;

/// <summary>One line on standard error for whoever has to act on it.</summary>
internal static class ErrorLine
{
    public static void Write(string message) => Console.Error.WriteLine($"fedpg: {message.ReplaceLineEndings(" ")}");
}
