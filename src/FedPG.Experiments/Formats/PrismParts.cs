using FedPG.Formats;

namespace FedPG.Experiments.Formats;

/// <summary>The parts of a PRISM model: texts with their lines.</summary>
/// <param name="Transitions">The transitions, as in <c>.tra</c>.</param>
/// <param name="Labels">The labels, as in <c>.lab</c>; null if there are none.</param>
/// <param name="StateRewards">The rewards of states, as in <c>.srew</c>; null if there are none.</param>
/// <param name="TransitionRewards">The rewards of transitions, as in <c>.trew</c>; null if there are none.</param>
internal sealed record PrismParts(SourceLines Transitions, SourceLines? Labels, SourceLines? StateRewards, SourceLines? TransitionRewards)
{
    private const string Structure = "# Reward structure";
    private const int MostStructures = 50;

    /// <summary>
    /// The parts in the files of one name. PRISM numbers the files of several reward structures, <c>robot1.srew</c>, <c>robot1.trew</c>,
    /// and names the structure in a first line; older versions do not, so the file's name will do too.
    /// </summary>
    public static PrismParts OfFiles(MdpSource source)
    {
        var structures = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i <= MostStructures; i++)
        {
            string stem = source.Stem + (i == 0 ? "" : FormattableString.Invariant($"{i}"));
            if (source.Beside(stem + ".srew") is { } states) structures.TryAdd(NameIn(states) ?? stem, stem);
            else if (source.Beside(stem + ".trew") is { } transitions) structures.TryAdd(NameIn(transitions) ?? stem, stem);
        }

        string? chosen = Chosen([.. structures.Keys], source.Options.Reward);
        string? file = chosen is null ? null : structures[chosen];
        return new PrismParts(
            new SourceLines(SourceLines.Text(source.Content)), Beside(source, source.Stem + ".lab"),
            file is null ? null : Beside(source, file + ".srew"), file is null ? null : Beside(source, file + ".trew"));
    }

    /// <summary>The parts in the sections of one file, <c>.pexp</c>.</summary>
    public static PrismParts OfSections(MdpSource source)
    {
        string[] lines = SourceLines.Text(source.Content).Split('\n');
        var sections = new Dictionary<(string? Structure, string Heading), SourceLines>();
        var structures = new List<string>();
        (string? Structure, string Heading) section = (null, "");
        int begin = 0;
        for (int i = 0; i <= lines.Length; i++)
        {
            string line = i < lines.Length ? lines[i].Trim() : "#";
            if (!line.StartsWith('#')) continue;
            if (i > begin) sections.TryAdd(section, Section(lines, begin, i));
            begin = i + 1;
            if (NameIn(line) is { } name)
            {
                structures.Add(name);
                section = (name, "");
            }
            else section = (line.Contains("rewards", StringComparison.Ordinal) ? section.Structure : null, Heading(line));
        }

        string? chosen = Chosen([.. structures.Distinct()], source.Options.Reward);
        var transitions = sections.GetValueOrDefault((null, "Transitions")) ?? throw new SpecificationException(
            "found no section '# Transitions (MDP)'; accepted: a file that PRISM exported");
        return new PrismParts(
            transitions, sections.GetValueOrDefault((null, "Labels")), sections.GetValueOrDefault((chosen, "State rewards")),
            sections.GetValueOrDefault((chosen, "Transition rewards")));
    }

    /// <summary>The words of a heading: "# Transitions (MDP)" is Transitions.</summary>
    private static string Heading(string line) => line.TrimStart('#').Split('(')[0].Trim();

    /// <summary>The structure that a line, or the first line of a file, names; null if none.</summary>
    private static string? NameIn(string line) =>
        line.StartsWith(Structure, StringComparison.Ordinal) ? line[Structure.Length..].Trim().Trim('"') : null;

    private static string? NameIn(ReadOnlyMemory<byte> content) =>
        NameIn(System.Text.Encoding.UTF8.GetString(content.Span[..Math.Min(content.Length, 1000)]).Split('\n', 2)[0].Trim());

    // Lines keep their numbers in the file: those before the section are empty.
    private static SourceLines Section(string[] lines, int begin, int end) =>
        new(string.Concat(new string('\n', begin), string.Join('\n', lines[begin..end])));

    private static string? Chosen(string[] structures, string? given) =>
        RewardChoice.Of(structures, given) is >= 0 and var chosen ? structures[chosen] : null;

    private static SourceLines? Beside(MdpSource source, string name)
    {
        if (source.Beside(name) is not { } content) return null;
        try
        {
            return new SourceLines(SourceLines.Text(content), name);
        }
        catch (SpecificationException e)
        {
            throw new SpecificationException($"{name}: {e.Message}", e);
        }
    }
}
