using FedPG.Experiments.Configuration;
using FedPG.Experiments.Specification;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Tests.Configuration;

public class ReferenceNamesTests
{
    public static TheoryData<string, IReadOnlyList<string>> Catalogues => new()
    {
        { "algorithm", FederationCatalogue.Default.Algorithms },
        { "aggregator", FederationCatalogue.Default.Aggregators },
        { "attack", FederationCatalogue.Default.Attacks },
        { "estimator", FederationCatalogue.Default.Estimators.Names },
        { "mode", FederationCatalogue.Default.Modes },
        { "family", [.. FederationCatalogue.Default.Families.Names.Union(ControlPolicyFamily.Names)] },
        { "optimizer", FederationCatalogue.Default.Optimizers },
        { "analysis", AnalysisNames.All },
    };

    [Theory]
    [MemberData(nameof(Catalogues))]
    public void The_comment_on_a_key_names_everything_that_the_key_takes_and_nothing_else(string key, IReadOnlyList<string> names)
    {
        string[] comment = CommentOn(key);
        string list = comment[^1];
        for (int line = comment.Length - 2; list.Split(", ").Length < names.Count; line--) list = $"{comment[line]} {list}";
        string[] written = list[(list.LastIndexOf(':') + 1)..].TrimEnd('.').Split(", ", StringSplitOptions.TrimEntries);
        written.Order(StringComparer.Ordinal).ShouldBe(names.Order(StringComparer.Ordinal));
    }

    private static string[] CommentOn(string key)
    {
        string[] lines = [.. ReferenceConfiguration.Text.Split('\n').Select(line => line.Trim())];
        int at = Array.FindIndex(lines, line => line.StartsWith($"{key} = ", StringComparison.Ordinal));
        int first = Array.FindLastIndex(lines, at - 1, line => !line.StartsWith('#')) + 1;
        return [.. lines[first..at].Select(line => line.TrimStart('#', ' '))];
    }
}
