using System.CommandLine;
using FedPG.Tool.Completion;
using FedPG.Tool.Output;

namespace FedPG.Tool.Commands;

/// <summary><c>fedpg completion SHELL</c>: the script with which a shell completes command lines.</summary>
internal static class CompletionCommand
{
    private const string Shells = "bash|zsh|fish|pwsh";

    private static string ShellList => Shells.Replace("|", ", ", StringComparison.Ordinal);

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL")
        {
            Description = ShellList + ".",
            CompletionSources = { Shells.Split('|') },
        };
        var command = new Command("completion", "Print a script that completes command lines in a shell.") { shell };
        command.SetAction(parsed =>
        {
            Console.Out.Write(Script(parsed.GetValue(shell)!));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary><c>fedpg complete LINE</c>: what the scripts call.</summary>
    public static Command CreateCompleter(RootCommand root)
    {
        var position = new Option<int>("--position") { DefaultValueFactory = _ => int.MaxValue };
        var line = new Argument<string>("LINE");
        var command = new Command("complete", "The completions of a command line.") { position, line };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            foreach (string text in Completions.At(root, parsed.GetValue(line)!, parsed.GetValue(position)))
                Console.Out.WriteLine(text);
            return ExitCode.Done;
        });
        return command;
    }

    private static string Script(string shell)
    {
        if (!Shells.Split('|').Contains(shell))
            throw new SpecificationException("SHELL", $"'{CommonOptions.Shown(shell)}'", ShellList);
        using var stream = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion/{shell}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("COMMAND", CommandName.Current, StringComparison.Ordinal);
    }
}
