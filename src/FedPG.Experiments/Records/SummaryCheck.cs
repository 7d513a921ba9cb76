using System.Collections.Immutable;
using System.Globalization;

namespace FedPG.Experiments.Records;

/// <summary>
/// Validates a summary beyond its JSON types: each run occurs once, with a valid folder name and possible numbers.
/// </summary>
internal static class SummaryCheck
{
    private const int LongestPeriod = 64;

    /// <summary>A bound on the seconds of a run, far above any real one.</summary>
    private const double MostSeconds = 1e10;

    /// <summary>Returns the summary if it is valid.</summary>
    /// <exception cref="SpecificationException">An entry is invalid; the message names the entry.</exception>
    public static ExperimentSummary Checked(ExperimentSummary summary, string path)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var runs = ImmutableArray.CreateBuilder<RunSummary>();
        foreach (var found in summary.Runs.IsDefault ? [] : summary.Runs)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{path}: runs[{runs.Count}]");
            var run = Checked(found, place);
            if (!names.Add(run.Run)) throw new SpecificationException($"{place}.run", $"'{run.Run}' twice", "every run once");
            runs.Add(run);
        }

        return summary with { Experiment = summary.Experiment ?? "", Runs = runs.ToImmutable() };
    }

    /// <summary>Checks one run. A missing key is null or 0 whatever its default, as generated code sets all properties.</summary>
    public static RunSummary Checked(RunSummary? run, string place)
    {
        if (run is null) throw new SpecificationException(place, "null", "the summary of a run");
        var references = run.ReferenceValues ?? new ReferenceSummary();
        run = run with
        {
            Environment = run.Environment ?? "",
            Notices = Or(run.Notices),
            Sweep = Or(run.Sweep),
            ReferenceValues = references with { BestPeriodic = Or(references.BestPeriodic) },
        };
        Require(IsFolderName(run.Run), $"{place}.run", $"'{run.Run}'", "the name of the run's folder");
        Require(run.Variant.Length > 0, $"{place}.variant", "an empty string", "the variant's name");
        Require(run.Period is >= 1 and <= LongestPeriod, $"{place}.period", run.Period, $"an integer from 1 to {LongestPeriod}");
        Require(run.Rounds >= 0, $"{place}.rounds", run.Rounds, "an integer of at least 0");
        Require(run.BestRound is null or >= 0, $"{place}.bestRound", run.BestRound, "an integer of at least 0");
        Require(run.Agents >= 0, $"{place}.agents", run.Agents, "an integer of at least 0");
        Require(run.Seed >= 0, $"{place}.seed", run.Seed, "an integer of at least 0");
        Require(run.EnvironmentSteps >= 0, $"{place}.environmentSteps", run.EnvironmentSteps, "an integer of at least 0");
        Require(
            run.ElapsedSeconds is >= 0 and <= MostSeconds, $"{place}.elapsedSeconds", run.ElapsedSeconds,
            $"seconds from 0 to {MostSeconds}");
        Require(!HasNull(run.Notices), $"{place}.notices", "null", "a list of strings");
        Require(!HasNull(run.Sweep), $"{place}.sweep", "null", "a list of settings and their values");
        var periodic = run.ReferenceValues.BestPeriodic;
        Require(!HasNull(periodic), $"{place}.referenceValues.bestPeriodic", "null", "a list of periods and values");
        return run;
    }

    private static ImmutableArray<T> Or<T>(ImmutableArray<T> list) => list.IsDefault ? [] : list;

    private static bool HasNull<T>(ImmutableArray<T> list)
        where T : class => list.Any(item => item is null);

    // The name becomes part of a path, which must stay inside the experiment's folder.
    private static bool IsFolderName(string name) =>
        name.Length is > 0 and <= 255 && !Path.IsPathRooted(name) && !name.Any(char.IsControl)
        && !name.Split('/', '\\').Any(part => part is "" or "." or "..");

    private static void Require<T>(bool isSo, string place, T found, string accepted)
    {
        if (!isSo) throw new SpecificationException(place, string.Create(CultureInfo.InvariantCulture, $"{found}"), accepted);
    }
}
