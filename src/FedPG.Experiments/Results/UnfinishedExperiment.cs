using System.Collections.Immutable;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;
using FedPG.Federation;

namespace FedPG.Experiments.Results;

/// <summary>Summarises the records of an experiment without a summary: one that is still running, or was killed.</summary>
internal static class UnfinishedExperiment
{
    /// <summary>The summary of the runs that have rows, in the order of the plan.</summary>
    public static ExperimentSummary Summarize(string folder, RunPlans plans, FederationCatalogue catalogue) => new()
    {
        Experiment = plans.Name,
        Runs = [.. plans.Runs.Select(run => Summarize(folder, run, catalogue)).OfType<RunSummary>()],
    };

    private static RunSummary? Summarize(string folder, RunSpecification run, FederationCatalogue catalogue)
    {
        string path = Path.Combine(folder, run.Run);
        if (RunMark.Read(path)?.Summary is { } ended) return ended;
        var rows = Rows(path);
        if (rows.Length == 0) return null;
        var last = rows[^1];
        var best = rows.Aggregate((one, row) => BestRound.IsLarger(row.Objective, one.Objective) ? row : one);
        var timing = Timings(path).LastOrDefault(timing => timing.Round <= last.Round);
        return new RunSummary
        {
            Run = run.Run,
            Variant = run.Variant,
            Algorithm = run.Settings.Algorithm,
            Seed = run.Seed,
            Rounds = last.Round,
            Agents = run.Settings.Agents,
            Completed = false,
            Objective = last.Objective,
            RegularizedObjective = last.RegularizedObjective,
            OwnObjective = last.OwnObjective,
            BestObjective = best.Objective,
            BestRound = best.Round,
            EnvironmentSteps = timing.EnvironmentSteps,
            ElapsedSeconds = timing.ElapsedSeconds,
            EnvironmentStepsPerSecond = timing.ElapsedSeconds > 0 ? timing.EnvironmentSteps / timing.ElapsedSeconds : 0,
            Period = run.Settings.Policy.Period,
            Environment = EnvironmentText.Of(run.Settings, catalogue),
            Sweep = run.Point,
        };
    }

    /// <summary>The complete rows of a run that may still be written to.</summary>
    public static ImmutableArray<RoundRow> Rows(string runFolder)
    {
        string path = Path.Combine(runFolder, RoundsFile.FileName);
        return HasLines(path) ? RoundsFile.Read(path, isOpen: true) : [];
    }

    /// <summary>The complete rows of its timings.</summary>
    public static ImmutableArray<TimingRow> Timings(string runFolder)
    {
        string path = Path.Combine(runFolder, TimingsFile.FileName);
        return HasLines(path) ? TimingsFile.Read(path, isOpen: true) : [];
    }

    private static bool HasLines(string path) => File.Exists(path) && File.ReadAllBytes(path).Contains((byte)'\n');
}
