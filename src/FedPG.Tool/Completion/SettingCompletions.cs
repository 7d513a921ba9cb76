using System.CommandLine.Completions;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Specification;
using FedPG.Federation;

namespace FedPG.Tool.Completion;

/// <summary>Completions of <c>--set KEY=VALUE</c>: the keys of an experiment, and the values of those that are names or truth values.</summary>
internal static class SettingCompletions
{
    private const string Root = "fedpg.";

    /// <summary>The completions of a word.</summary>
    /// <param name="word">What is typed so far.</param>
    /// <param name="catalogue">The names of algorithms and other parts.</param>
    public static IEnumerable<CompletionItem> Of(string word, FederationCatalogue catalogue)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        string[] all = equals < 0 ? [.. Keys(catalogue)] : [.. Values(word[..equals], catalogue).Select(value => $"{word[..equals]}={value}")];
        return all.Select(text => new CompletionItem(text));
    }

    private static IEnumerable<string> Keys(FederationCatalogue catalogue) =>
        OptionKey.Paths(typeof(RunSettings), catalogue).Select(path => $"{Root}{path}=");

    private static IEnumerable<string> Values(string key, FederationCatalogue catalogue)
    {
        string path = key.StartsWith(Root, StringComparison.Ordinal) ? key[Root.Length..] : key;
        if (path == "environment.type") return catalogue.Environments.Keys.Order(StringComparer.Ordinal);
        return SettingValues.Of(path, catalogue);
    }
}
