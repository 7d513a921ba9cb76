using System.Collections.Immutable;
using System.Globalization;

namespace FedPG.Experiments.Records;

/// <summary>
/// What JSON alone does not say of a summary: that runs are there, once each, with names of folders and numbers that are
/// possible.
/// </summary>
internal static class SummaryCheck
{
    private const int LongestPeriod = 64;

    /// <summary>More seconds than any computer has run.</summary>
    private const double MostSeconds = 1e10;

    /// <summary>The summary, if it is one that a run can have written.</summary>
    /// <exception cref="SpecificationException">It is not; the message names the entry.</exception>
    public static ExperimentSummary Checked(ExperimentSummary summary, string path)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < summary.Runs.Length; i++)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{path}: runs[{i}]");
            Check(summary.Runs[i], place);
            string name = summary.Runs[i].Run;
            if (!names.Add(name)) throw new SpecificationException($"{place}.run", $"'{name}' twice", "every run once");
        }

        return summary;
    }

    /// <summary>One run's.</summary>
    public static void Check(RunSummary? run, string place)
    {
        if (run is null) throw new SpecificationException(place, "null", "the summary of a run");
        Require(IsFolderName(run.Run), $"{place}.run", $"'{run.Run}'", "the name of the run's folder");
        Require(run.Variant.Length > 0, $"{place}.variant", "an empty text", "the variant's name");
        Require(run.Period is >= 1 and <= LongestPeriod, $"{place}.period", run.Period, $"an integer from 1 to {LongestPeriod}");
        Require(run.Rounds >= 0, $"{place}.rounds", run.Rounds, "an integer of at least 0");
        Require(run.Agents >= 0, $"{place}.agents", run.Agents, "an integer of at least 0");
        Require(run.Seed >= 0, $"{place}.seed", run.Seed, "an integer of at least 0");
        Require(run.EnvironmentSteps >= 0, $"{place}.environmentSteps", run.EnvironmentSteps, "an integer of at least 0");
        Require(
            run.ElapsedSeconds is >= 0 and <= MostSeconds, $"{place}.elapsedSeconds", run.ElapsedSeconds, $"seconds from 0 to {MostSeconds}");
        Require(!HasNull(run.Notices), $"{place}.notices", "null", "a list of texts");
        Require(!HasNull(run.Sweep), $"{place}.sweep", "null", "a list of settings and their values");
        var periodic = run.ReferenceValues.BestPeriodic;
        Require(!HasNull(periodic), $"{place}.referenceValues.bestPeriodic", "null", "a list of periods and values");
    }

    private static bool HasNull<T>(ImmutableArray<T> list)
        where T : class => list.IsDefault || list.Any(item => item is null);

    // It is joined to a path, which must not lead out of the experiment's folder.
    private static bool IsFolderName(string name) =>
        name.Length is > 0 and <= 255 && !Path.IsPathRooted(name) && !name.Any(char.IsControl) 
        && !name.Split('/', '\\').Any(part => part is "" or "." or "..");

    private static void Require<T>(bool isSo, string place, T found, string accepted)
    {
        if (!isSo) throw new SpecificationException(place, string.Create(CultureInfo.InvariantCulture, $"{found}"), accepted);
    }
}
