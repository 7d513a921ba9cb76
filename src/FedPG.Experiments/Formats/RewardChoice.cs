using FedPG.Experiments.Text;

namespace FedPG.Experiments.Formats;

/// <summary>Which of a file's reward structures counts.</summary>
internal static class RewardChoice
{
    /// <summary>The number of the structure with the given name, or of the only one; −1 if there is none.</summary>
    /// <param name="names">The structures of the file.</param>
    /// <param name="given">The user's choice, or null.</param>
    /// <exception cref="SpecificationException">There is no such structure, or there are several and none was chosen.</exception>
    public static int Of(IReadOnlyList<string> names, string? given)
    {
        string accepted = names.Count == 0 ? "no name: there are no rewards" : NameList.Or(names.Select(OneLine.Of));
        for (int i = 0; i < names.Count && given is not null; i++)
            if (names[i] == given) return i;
        if (given is not null) throw new SpecificationException("reward", $"'{OneLine.Of(given)}'", accepted);
        return names.Count <= 1
            ? names.Count - 1
            : throw new SpecificationException("reward", FormattableString.Invariant($"none chosen of {names.Count}"), accepted);
    }
}
