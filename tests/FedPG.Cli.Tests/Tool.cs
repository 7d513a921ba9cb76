using System.Text;
using System.Text.Json;
using FedPG.Federation;
using FedPG.Tool;

namespace FedPG.Cli.Tests;

/// <summary>The tool, called in this process with its streams captured.</summary>
internal sealed record Tool(int Code, string Output, string Error)
{
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>The lines on standard error.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Standard output as JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Output);

    public static Task<Tool> RunAsync(params string[] arguments) => RunAsync(new StringWriter(), new StringWriter(), arguments);

    /// <summary>With streams of the caller's.</summary>
    public static Task<Tool> RunAsync(TextWriter capturedOutput, TextWriter capturedError, params string[] arguments) =>
        RunAsync(catalogue: null, capturedOutput, capturedError, arguments);

    /// <summary>With algorithms, environments, aggregators or faults of the caller's.</summary>
    public static Task<Tool> RunAsync(FederationCatalogue catalogue, params string[] arguments) =>
        RunAsync(catalogue, new StringWriter(), new StringWriter(), arguments);

    /// <summary>With a text on standard input.</summary>
    public static Task<Tool> PipeAsync(string input, params string[] arguments) =>
        PipeAsync(Encoding.UTF8.GetBytes(input), arguments);

    /// <summary>With bytes on standard input.</summary>
    public static Task<Tool> PipeAsync(byte[] input, params string[] arguments) =>
        RunAsync(catalogue: null, new StringWriter(), new StringWriter(), arguments, () => new MemoryStream(input));

    /// <summary>For a test that redirects the console itself, which belongs to the whole process.</summary>
    public static async Task WithConsoleAsync(Func<Task> test)
    {
        await OneAtATime.WaitAsync();
        try
        {
            await test();
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static async Task<Tool> RunAsync(
        FederationCatalogue? catalogue, TextWriter capturedOutput, TextWriter capturedError, string[] arguments,
        Func<Stream>? input = null)
    {
        await OneAtATime.WaitAsync();
        var (output, error) = (Console.Out, Console.Error);
        try
        {
            Console.SetOut(capturedOutput);
            Console.SetError(capturedError);
            int code = await CommandLine.RunAsync(arguments, catalogue, input);
            return new Tool(code, capturedOutput.ToString()!, capturedError.ToString()!);
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            OneAtATime.Release();
        }
    }
}
