using System.CommandLine.Completions;
using FedPG.Experiments.Configuration.Schema;
using FedPG.Federation;

namespace FedPG.Tool.Completion;

/// <summary>Completions of <c>--set KEY=VALUE</c>: all keys, and the values of those that accept words.</summary>
internal static class SettingCompletions
{
    /// <summary>The completions of a word.</summary>
    /// <param name="word">What is typed so far.</param>
    /// <param name="catalogue">The names of algorithms and other parts.</param>
    public static IEnumerable<CompletionItem> Of(string word, FederationCatalogue catalogue)
    {
        var settings = new SettingSchemas(catalogue);
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        var texts = equals < 0
            ? settings.Keys.Where(key => !settings.IsSection(key)).Select(key => key + '=')
            : settings.Words(SettingSchemas.FullKey(word[..equals])).Select(value => $"{word[..(equals + 1)]}{value}");
        return texts.Select(text => new CompletionItem(text));
    }
}
