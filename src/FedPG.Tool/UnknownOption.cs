using System.CommandLine;
using System.CommandLine.Parsing;
using FedPG.Experiments.Text;

namespace FedPG.Tool;

/// <summary>Unknown words of a command line in the place of an option or a verb.</summary>
internal static class UnknownOption
{
    /// <summary>One line with the first unknown word and the nearest known one; null if there is none.</summary>
    public static string? In(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        bool isVerb = command.Subcommands.Count > 0;
        var unknown = parsed.UnmatchedTokens.Concat(Arguments(parsed));
        if (unknown.FirstOrDefault(word => IsOption(word) || isVerb) is not { } found) return null;
        string word = IsOption(found) ? found.Split('=', ':')[0] : found;
        var known = IsOption(found) ? Options(parsed.CommandResult) : command.Subcommands.Select(verb => verb.Name);
        return $"{word}: unknown {(IsOption(found) ? "option" : "command")}; the nearest is {NearestName.To(word, known)}.";
    }

    // After "--" every word is a file.
    private static IEnumerable<string> Arguments(ParseResult parsed)
    {
        int files = parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).Count();
        var meant = parsed.Tokens.Skip(files).Select(token => token.Value).ToHashSet();
        return parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Select(token => token.Value)
            .Where(word => !meant.Contains(word));
    }

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-';

    private static IEnumerable<string> Options(CommandResult command)
    {
        var own = command.Command.Options.AsEnumerable();
        for (var above = command.Parent as CommandResult; above is not null; above = above.Parent as CommandResult)
            own = own.Concat(above.Command.Options.Where(option => option.Recursive));
        return own.SelectMany(option => option.Aliases.Prepend(option.Name)).Where(name => name.StartsWith("--", StringComparison.Ordinal));
    }
}
