using System.Globalization;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Files;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Results;

/// <summary>Finds records that contradict the summary. The rest of the report can be shown, with a notice.</summary>
internal static class DamagedRecords
{
    /// <summary>The largest policy file that is checked, in bytes; larger ones are read only where they are shown.</summary>
    private const long LargestPolicy = 1 << 22;

    /// <summary>One sentence per damaged record.</summary>
    public static IEnumerable<string> Of(ExperimentFolder folder)
    {
        string configuration = Path.Combine(folder.Path, ExperimentWriter.FileName);
        if (File.Exists(configuration) && folder.Plans.Problem is { } problem) yield return $"The settings are not known: {problem}.";
        foreach (var run in folder.Summary.Runs)
        {
            if (Rounds(folder, run) is { } rounds) yield return rounds;
            if (Policy(folder, run) is { } policy) yield return policy;
        }
    }

    private static string? Rounds(ExperimentFolder folder, RunSummary run)
    {
        string path = Path.Combine(folder.Path, run.Run, RoundsFile.FileName);
        if (!File.Exists(path) || (folder.State is { IsRunning: true } && !run.Completed)) return null;
        using var file = File.OpenRead(path);
        if (file.Length == 0) return null;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n' ? null : $"{path} ends within a row: it has been cut.";
    }

    private static string? Policy(ExperimentFolder folder, RunSummary run)
    {
        var file = new FileInfo(Path.Combine(folder.Path, run.Run, PolicyFile.FileName));
        bool isExpected = file.Exists && file.Length <= LargestPolicy && RunOutcomes.Of(run) == RunOutcome.Finished;
        if (!isExpected || folder.Plans.EnvironmentsOf(run.Run) is not { } environments) return null;
        try
        {
            int period = PolicyFile.Read(file.ToString(), environments.States, environments.Actions).Period;
            if (period == run.Period) return null;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The policy is not shown: {file} has period {period}, {SummaryFile.JsonName} has {run.Period}.");
        }
        catch (SpecificationException error)
        {
            return $"The policy is not shown: {error.Message}.";
        }
    }
}
