using System.Globalization;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Execution;

/// <summary>The runs of an earlier execution in an experiment's folder. The new execution may add seeds, variants and rounds.</summary>
internal sealed class RunContinuation
{
    private readonly Dictionary<PlannedRun, RunSummary> _completed = new(ReferenceEqualityComparer.Instance);

    private RunContinuation()
    {
    }

    /// <summary>An empty folder: all runs start from the beginning.</summary>
    public static RunContinuation None { get; } = new();

    /// <summary>The completed runs whose files have changed since, each with the first such file: they are restored or repeated.</summary>
    public List<(PlannedRun Run, string File)> Damaged { get; } = [];

    /// <summary>Reads a folder. Nothing is written.</summary>
    /// <param name="folder">The experiment's folder.</param>
    /// <param name="runs">The runs of the experiment.</param>
    /// <exception cref="SpecificationException">The folder holds a run that the experiment does not have, or that has other settings or
    /// more rounds there.</exception>
    public static RunContinuation Of(string folder, IReadOnlyList<PlannedRun> runs)
    {
        var found = new RunContinuation();
        CheckOthers(folder, runs);
        foreach (var run in runs)
        {
            string own = Path.Combine(folder, run.Run.Run);
            if (RunMark.Read(own) is not { } mark) continue;
            if (mark.Format != RunMark.CurrentFormat)
                throw new SpecificationException(
                    own, $"the format {mark.Format ?? "fedpg-run/1"}, of another version", $"{RunMark.CurrentFormat}, or --overwrite");
            Check(own, run, mark.Fingerprint, mark.Rounds);
            if (mark.Summary is not { } summary || mark.Rounds != run.Federation.Rounds) continue;
            if (RunDigests.Damaged(own, run, mark) is { } file) found.Damaged.Add((run, file));
            else found._completed[run] = summary;
        }

        return found;
    }

    /// <summary>The summary of a completed run whose files are unchanged; else null.</summary>
    public RunSummary? Completed(PlannedRun run) => _completed.GetValueOrDefault(run);

    /// <summary>Checks that an existing record can be the beginning of a run.</summary>
    /// <param name="where">The record's place, for the error.</param>
    /// <param name="run">The run.</param>
    /// <param name="fingerprint">The record's fingerprint.</param>
    /// <param name="rounds">The record's number of rounds.</param>
    /// <exception cref="SpecificationException">The record has other settings or more rounds.</exception>
    public static void Check(string where, PlannedRun run, string fingerprint, int rounds)
    {
        string expected = RunFingerprint.Of(run);
        if (RunFingerprint.Streams(fingerprint) is { } streams && streams != RunFingerprint.Streams(expected))
            throw new SpecificationException(
                where, $"run '{run.Run.Run}' with version {streams} of the random streams",
                $"version {RunFingerprint.Streams(expected)}, or --overwrite");
        if (fingerprint != expected)
            throw new SpecificationException(
                where, $"run '{run.Run.Run}' of other settings", "the settings of the earlier run, or --overwrite");
        if (rounds <= run.Federation.Rounds) return;
        string count = rounds.ToString(CultureInfo.InvariantCulture);
        throw new SpecificationException(where, $"run '{run.Run.Run}' of {count} rounds", $"at least {count} rounds, or --overwrite");
    }

    private static void CheckOthers(string folder, IReadOnlyList<PlannedRun> runs)
    {
        var known = runs.Select(run => run.Run.Run).ToHashSet();
        var others = Directory.EnumerateDirectories(folder)
            .Where(own => File.Exists(Path.Combine(own, RunMark.FileName)))
            .Select(own => Path.GetFileName(own)!)
            .Where(name => !known.Contains(name)).Order(StringComparer.Ordinal).ToList();
        if (others.Count == 0) return;
        string names = others.Count == 1
            ? $"run '{others[0]}'"
            : $"runs '{others[0]}' and {(others.Count - 1).ToString(CultureInfo.InvariantCulture)} more";
        throw new SpecificationException(
            folder, $"{names}, which this experiment does not have",
            "at least the variants and seeds that the folder has, or --overwrite");
    }
}
