using FedPG.Formats;

namespace FedPG.Experiments.Formats;

/// <summary>The sections of a DRN file before its model.</summary>
/// <param name="States">The number of states.</param>
/// <param name="Choices">The number of choices; null in older files.</param>
/// <param name="Rewards">The number of reward models.</param>
/// <param name="Reward">The number of the one that counts; −1 if there is none.</param>
/// <param name="Placeholders">The values that stand for <c>$name</c>.</param>
internal sealed record DrnHeader(int States, int? Choices, int Rewards, int Reward, IReadOnlyDictionary<string, string> Placeholders)
{
    private const string Model = "@model";

    /// <summary>Reads up to <c>@model</c>.</summary>
    /// <param name="lines">The file, at its beginning.</param>
    /// <param name="reward">The name of the reward model that counts; null if there is one or none.</param>
    public static DrnHeader Read(SourceLines lines, string? reward)
    {
        var sections = new Dictionary<string, string[]>(StringComparer.Ordinal);
        for (bool isAtModel = false; !isAtModel;)
        {
            if (!lines.Next()) throw lines.Refused("the end of the file", Model);
            if (lines.Line.StartsWith("//", StringComparison.Ordinal)) continue;
            if (!lines.Line.StartsWith('@')) throw lines.Refused(SourceLines.Shown(lines.Line), "a section, such as @type: MDP or @model");
            string[] parts = lines.Line.Split(':', 2, StringSplitOptions.TrimEntries);
            isAtModel = parts[0] == Model;
            string[] content = isAtModel ? [] : parts.Length == 2 ? [parts[1]] : Content(lines);
            if (!sections.TryAdd(parts[0], content)) throw lines.Refused($"the section {SourceLines.Shown(parts[0])} twice", "each once");
            if (parts[0] == "@type" && content is not (["MDP" or "mdp" or "POMDP" or "pomdp"]))
                throw lines.Refused($"a model of type {SourceLines.Shown(string.Join(' ', content))}", "MDP or POMDP");
            if (parts[0] == "@parameters" && content.Length > 0)
                throw lines.Refused($"the parameters {SourceLines.Shown(string.Join(' ', content))}", "a model without parameters");
        }

        if (!sections.ContainsKey("@type")) throw lines.Refused("no section @type", "@type: MDP");
        int states = Count(lines, sections, "@nr_states") ?? throw lines.Refused("no section @nr_states", "the number of states");
        MdpSize.Require(states, 2);
        string[] models = [.. sections.GetValueOrDefault("@reward_models", []).SelectMany(Words)];
        return new DrnHeader(
            states, Count(lines, sections, "@nr_choices"), models.Length, RewardChoice.Of(models, reward),
            ReadPlaceholders(lines, sections.GetValueOrDefault("@placeholders", [])));
    }

    /// <summary>The lines up to the next section.</summary>
    private static string[] Content(SourceLines lines)
    {
        var content = new List<string>();
        while (lines.Next())
        {
            if (lines.Line.StartsWith('@'))
            {
                lines.Back();
                break;
            }

            if (!lines.Line.StartsWith("//", StringComparison.Ordinal)) content.Add(lines.Line);
        }

        return [.. content];
    }

    private static int? Count(SourceLines lines, Dictionary<string, string[]> sections, string section)
    {
        if (!sections.TryGetValue(section, out string[]? content)) return null;
        return content is [var count]
            ? lines.Index(count, section, int.MaxValue)
            : throw lines.Refused($"{section} without a number", "one number");
    }

    private static Dictionary<string, string> ReadPlaceholders(SourceLines lines, string[] content)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in content)
        {
            string[] parts = line.Split(':', StringSplitOptions.TrimEntries);
            if (parts is not [['$', ..] name, var value] || !values.TryAdd(name, value))
                throw lines.Refused($"the placeholder {SourceLines.Shown(line)}", "'$name : value', each name once");
        }

        return values;
    }

    private static string[] Words(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
