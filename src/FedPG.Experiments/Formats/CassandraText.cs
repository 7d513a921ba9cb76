using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FedPG.Environments;

namespace FedPG.Experiments.Formats;

/// <summary>Writes Cassandra's files, an entry for each number that is not 0.</summary>
internal static class CassandraText
{
    private static readonly string[] Keywords =
    [
        "discount", "values", "states", "actions", "observations", "start", "include", "exclude", "uniform", "identity", "reset", "reward",
        "cost", "T", "O", "R",
    ];

    /// <summary>The text of a process.</summary>
    /// <param name="environments">The environments, of one type.</param>
    /// <param name="isObserved">Whether to write a POMDP whose observation is the state, rather than an MDP.</param>
    public static string Of(EnvironmentSet environments, bool isObserved)
    {
        var process = environments.Types[0];
        string[] states = Words(environments.StateNames, process.States, "s");
        string[] actions = Words(environments.ActionNames, process.Actions, "a");
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"discount: {environments.Discount:R}\nvalues: reward\n");
        text.Append(CultureInfo.InvariantCulture, $"states: {Declared(environments.StateNames, states)}\n");
        text.Append(CultureInfo.InvariantCulture, $"actions: {Declared(environments.ActionNames, actions)}\n");
        if (isObserved) text.Append(CultureInfo.InvariantCulture, $"observations: {Declared(environments.StateNames, states)}\n");
        var start = environments.InitialDistribution.Select(probability => probability.ToString("R", CultureInfo.InvariantCulture));

        // A single number would be that of a state.
        text.Append(CultureInfo.InvariantCulture, $"start: {(states.Length == 1 ? "uniform" : string.Join(' ', start))}\n\n");
        for (int a = 0; a < actions.Length; a++)
        {
            for (int s = 0; s < states.Length; s++)
            {
                var row = process.Successors(s, a);
                for (int i = 0; i < row.Length; i++)
                {
                    var (next, probability) = (row.States[i], row.Probabilities[i]);
                    if (probability == 0) continue;
                    text.Append(CultureInfo.InvariantCulture, $"T: {actions[a]} : {states[s]} : {states[next]} {probability:R}\n");
                }

                if (process.Reward(s, a) == 0) continue;
                string rest = isObserved ? "* : *" : "*";
                text.Append(CultureInfo.InvariantCulture, $"R: {actions[a]} : {states[s]} : {rest} {process.Reward(s, a):R}\n");
            }
        }

        if (!isObserved) return text.ToString();
        foreach (string state in states) text.Append(CultureInfo.InvariantCulture, $"O: * : {state} : {state} 1\n");
        return text.ToString();
    }

    /// <summary>Names as words that differ; numbers if there are no names.</summary>
    private static string[] Words(ImmutableArray<string> names, int count, string prefix)
    {
        string[] numbers = [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        if (names.IsEmpty) return numbers;
        string[] words = [.. names.Select(Word)];
        return [.. words.Select((word, i) => word.Length > 0 && words.Count(other => other == word) == 1 ? word : prefix + numbers[i])];
    }

    private static string Word(string name)
    {
        string word = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));
        return word.Length == 0 || !char.IsAsciiLetter(word[0]) || Keywords.Contains(word) ? "" : word;
    }

    private static string Declared(ImmutableArray<string> names, string[] words) =>
        names.IsEmpty ? words.Length.ToString(CultureInfo.InvariantCulture) : string.Join(' ', words);
}
