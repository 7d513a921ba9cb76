using System.Globalization;
using System.Text;
using FedPG.Environments;
using FedPG.Formats;

namespace FedPG.Experiments.Formats;

/// <summary>Writes PRISM's explicit files. The reward of a choice is repeated on each of its transitions, as PRISM does.</summary>
internal static class PrismText
{
    private const string Structure = "# Reward structure \"reward\"";

    /// <summary>The files <c>.tra</c>, <c>.lab</c> and <c>.trew</c>.</summary>
    public static IReadOnlyList<MdpOutput> Files(EnvironmentSet environments, string name)
    {
        string stem = Path.GetFileNameWithoutExtension(name);
        var (transitions, rewards) = Tables(environments);
        return [Output(name, transitions), Output(stem + ".lab", Labels(environments)), Output(stem + ".trew", rewards)];
    }

    /// <summary>The same as the sections of one file, <c>.pexp</c>.</summary>
    public static MdpOutput Sections(EnvironmentSet environments, string name)
    {
        var (transitions, rewards) = Tables(environments);
        return Output(
            name,
            $"# Transitions (MDP)\n{transitions}\n# Labels\n{Labels(environments)}\n{Structure}\n# State rewards\n"
            + FormattableString.Invariant($"{environments.States} 0\n\n{Structure}\n# Transition rewards\n{rewards}"));
    }

    /// <summary>The action's name as one word of letters, digits and underscores.</summary>
    public static string Action(EnvironmentSet environments, int action)
    {
        string name = environments.ActionNames.IsEmpty ? "" : environments.ActionNames[action];
        bool isWord = name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        return isWord ? name : FormattableString.Invariant($"a{action}");
    }

    private static (string Transitions, string Rewards) Tables(EnvironmentSet environments)
    {
        var process = environments.Types[0];
        StringBuilder transitions = new(), rewards = new();
        (int count, int rewarded) = (0, 0);
        for (int s = 0; s < process.States; s++)
        {
            for (int a = 0; a < environments.ActionSets.Count(s); a++)
            {
                var row = process.Successors(s, a);
                for (int i = 0; i < row.Length; i++)
                {
                    var (next, probability) = (row.States[i], row.Probabilities[i]);
                    if (probability == 0) continue;
                    transitions.Append(CultureInfo.InvariantCulture, $"{s} {a} {next} {probability:R} {Action(environments, a)}\n");
                    count++;
                    if (process.Reward(s, a) == 0) continue;
                    rewards.Append(CultureInfo.InvariantCulture, $"{s} {a} {next} {process.Reward(s, a):R}\n");
                    rewarded++;
                }
            }
        }

        int choices = environments.ActionSets.Pairs;
        return (Headed(count, transitions), Headed(rewarded, rewards));

        string Headed(int lines, StringBuilder body) => FormattableString.Invariant($"{process.States} {choices} {lines}\n{body}");
    }

    private static string Labels(EnvironmentSet environments)
    {
        var text = new StringBuilder("0=\"init\" 1=\"deadlock\"\n");
        for (int s = 0; s < environments.States; s++)
            if (environments.InitialDistribution[s] > 0) text.Append(CultureInfo.InvariantCulture, $"{s}: 0\n");
        return text.ToString();
    }

    private static MdpOutput Output(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));
}
