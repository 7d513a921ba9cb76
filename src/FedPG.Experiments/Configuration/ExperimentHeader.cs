using FedPG.Experiments.Specification;
using FedPG.Options;

namespace FedPG.Experiments.Configuration;

/// <summary>The keys of an experiment that its runs share and that are no settings of a run.</summary>
internal sealed record ExperimentHeader
{
    /// <summary>All keys of <c>fedpg</c> that no variant can have.</summary>
    public static readonly IReadOnlyList<string> Keys = ["name", "seeds", "report", "variants", "sweep"];

    [FolderName] public string Name { get; init; } = "experiment";

    [DistinctSeeds] public long[] Seeds { get; init; } = [0];

    public ReportOptions Report { get; init; } = new();
}

/// <summary>A name that can be a folder's everywhere.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FolderNameAttribute : AcceptedAttribute
{
    private const int Longest = 100;

    public override string Accepted => "a name of letters, digits, blanks, '.', '_' and '-' that starts with a letter or digit, at most 100 long";

    public override bool IsValid(object? value) =>
        value is string { Length: > 0 and <= Longest } name && char.IsLetterOrDigit(name[0]) && name[^1] is not (' ' or '.')
        && name.All(c => char.IsLetterOrDigit(c) || c is ' ' or '.' or '_' or '-');
}

/// <summary>At least one seed, none negative, none twice.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DistinctSeedsAttribute : AcceptedAttribute
{
    public override string Accepted => "a list of distinct whole numbers of at least 0, such as [0, 1, 2]";

    public override bool IsValid(object? value) =>
        value is IReadOnlyCollection<long> { Count: > 0 } seeds && seeds.All(seed => seed >= 0) && seeds.Distinct().Count() == seeds.Count;
}

/// <summary>A text that must be given.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RequiredTextAttribute(string accepted) : AcceptedAttribute
{
    public override string Accepted { get; } = accepted;

    public override bool IsValid(object? value) => value is string { Length: > 0 } text && !text.Contains('\0', StringComparison.Ordinal);
}
