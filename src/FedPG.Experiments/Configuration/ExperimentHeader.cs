using FedPG.Experiments.Specification;
using FedPG.Options;

namespace FedPG.Experiments.Configuration;

/// <summary>The keys of an experiment that all of its runs share and that are not settings of a run.</summary>
internal sealed record ExperimentHeader
{
    /// <summary>All keys of <c>fedpg</c> that are not settings of a run.</summary>
    public static readonly IReadOnlyList<string> Keys = ["name", "seeds", "report", "variants", "sweep"];

    [FolderName] public string Name { get; init; } = "experiment";

    [DistinctSeeds] public long[] Seeds { get; init; } = [0];

    public ReportOptions Report { get; init; } = new();
}

/// <summary>A name that is valid for a folder on every platform.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FolderNameAttribute : AcceptedAttribute
{
    private const int Longest = 100;

    public override string Accepted =>
        "a name of letters, digits, spaces, '.', '_' and '-' that starts with a letter or digit, at most 100 characters";

    public override bool IsValid(object? value) =>
        value is string { Length: > 0 and <= Longest } name && char.IsLetterOrDigit(name[0]) && name[^1] is not (' ' or '.')
        && name.All(c => char.IsLetterOrDigit(c) || c is ' ' or '.' or '_' or '-');
}

/// <summary>At least one seed; non-negative and distinct.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DistinctSeedsAttribute : AcceptedAttribute
{
    public override string Accepted => "a list of distinct integers of at least 0, such as [0, 1, 2]";

    public override bool IsValid(object? value) =>
        value is IReadOnlyCollection<long> { Count: > 0 } seeds && seeds.All(seed => seed >= 0) && seeds.Distinct().Count() == seeds.Count;
}
