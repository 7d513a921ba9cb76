using Spectre.Console;

namespace FedPG.Tool.Output;

/// <summary>The two streams: results go to standard output, progress and logs to standard error.</summary>
internal static class Terminal
{
    /// <summary>The width of text without a terminal: lines of a file or a pipe must not be folded.</summary>
    private const int RedirectedWidth = 100_000;

    public static IAnsiConsole Output => Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error => Create(Console.Error, Console.IsErrorRedirected);

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (isRedirected) console.Profile.Width = RedirectedWidth;
        return console;
    }
}
