using FedPG.Federation;
using FedPG.Tool.Output;

namespace FedPG.Tool;

/// <summary>The <c>fedpg</c> tool, to be called from the <c>Main</c> of an executable.</summary>
public static class FedPGTool
{
    /// <summary>
    /// Runs a command line to its end. For a process of its own: writes to the console, handles Ctrl-C and SIGTERM, and reports exceptions
    /// of other threads.
    /// </summary>
    /// <param name="arguments">The command line, without the name of the program.</param>
    /// <param name="catalogue">Names for experiment files; those of the product if null. Extensions of the command line are added.</param>
    /// <param name="name">The command's name in messages; that of the executable if null.</param>
    /// <returns>The exit code: 0, 1 for a run that failed or a cluster that was not found, 2 for bad input, 130 for an
    /// interruption.</returns>
    public static Task<int> RunAsync(string[] arguments, FederationCatalogue? catalogue = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        CommandName.Current = name ?? Path.GetFileNameWithoutExtension(Environment.GetCommandLineArgs()[0]);

        // On one core the thread pool starts with one thread. A starting actor system blocks it until the pool adds another, most of a
        // second later.
        ThreadPool.GetMinThreads(out int workers, out int completions);
        ThreadPool.SetMinThreads(Math.Max(workers, 4), completions);
        Console.SetOut(TextWriter.Synchronized(new OutputWriter(Console.Out)));
        Console.SetError(TextWriter.Synchronized(new TolerantWriter(Console.Error)));

        // For exceptions on threads that are not awaited; otherwise the runtime would print the stack trace.
        AppDomain.CurrentDomain.UnhandledException += (_, failure) =>
        {
            LinesAboveBars.Abandon();
            Environment.Exit(UnexpectedError.Report((Exception)failure.ExceptionObject));
        };
        return CommandLine.RunAsync(arguments, catalogue);
    }
}
