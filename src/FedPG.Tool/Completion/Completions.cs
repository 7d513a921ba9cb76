using System.CommandLine;

namespace FedPG.Tool.Completion;

/// <summary>The words that can follow on a command line.</summary>
internal static class Completions
{
    /// <summary>The completions of the word before the cursor, sorted.</summary>
    /// <param name="root">The command.</param>
    /// <param name="line">The command line, with the program's name.</param>
    /// <param name="position">The cursor: the number of characters before it.</param>
    public static IReadOnlyList<string> At(Command root, string line, int position)
    {
        line = position < line.Length ? line[..Math.Max(position, 0)] : line;
        string word = line[(line.LastIndexOf(' ') + 1)..];
        return
        [
            .. root.Parse(line).GetCompletions(line.Length).Select(item => item.InsertText ?? item.Label)
                .Where(text => text.StartsWith(word, StringComparison.Ordinal) && text is not ("-?" or "-h" or "/?" or "/h"))
                .Distinct().Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Adds the values of every option whose help lists them, as in <c>auto|all|none</c>.</summary>
    public static void AddListedValues(Command command)
    {
        foreach (var option in command.Options)
        {
            string[] words = (option.HelpName ?? "").Split('|');
            if (words.Length > 1) option.CompletionSources.Add([.. words.Where(word => !word.Any(char.IsUpper))]);
        }

        foreach (var verb in command.Subcommands) AddListedValues(verb);
    }
}
