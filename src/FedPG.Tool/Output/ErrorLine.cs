namespace FedPG.Tool.Output;

/// <summary>One line on standard error for whoever has to act on it.</summary>
internal static class ErrorLine
{
    public static void Write(string message) => Console.Error.WriteLine($"{CommandName.Current}: {message.ReplaceLineEndings(" ")}");
}
