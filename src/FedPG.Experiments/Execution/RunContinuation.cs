using System.Globalization;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Execution;

/// <summary>What an earlier execution has left of the runs in an experiment's folder. More seeds, variants and rounds may be added to it.</summary>
internal sealed class RunContinuation
{
    private readonly Dictionary<PlannedRun, RunSummary> _completed = new(ReferenceEqualityComparer.Instance);

    private RunContinuation()
    {
    }

    /// <summary>Nothing: all runs begin.</summary>
    public static RunContinuation None { get; } = new();

    /// <summary>The runs that were completed and whose files have changed since, with the first such file: they are restored or repeated.</summary>
    public List<(PlannedRun Run, string File)> Damaged { get; } = [];

    /// <summary>Looks at a folder. Nothing is written.</summary>
    /// <param name="folder">The experiment's folder.</param>
    /// <param name="runs">The runs of the experiment.</param>
    /// <exception cref="SpecificationException">The folder holds a run that the experiment does not have, of other settings or with more rounds.</exception>
    public static RunContinuation Of(string folder, IReadOnlyList<PlannedRun> runs)
    {
        var found = new RunContinuation();
        CheckOthers(folder, runs);
        foreach (var run in runs)
        {
            string own = Path.Combine(folder, run.Run.Run);
            if (RunMark.Read(own) is not { } mark) continue;
            Check(own, run, mark.Fingerprint, mark.Rounds);
            if (mark.Summary is not { } summary || mark.Rounds != run.Federation.Rounds) continue;
            if (RunDigests.Damaged(own, run, mark) is { } file) found.Damaged.Add((run, file));
            else found._completed[run] = summary;
        }

        return found;
    }

    /// <summary>How a run ended, if it was completed and its files are as it left them.</summary>
    public RunSummary? Completed(PlannedRun run) => _completed.GetValueOrDefault(run);

    /// <summary>Checks that what was found can be the beginning of a run.</summary>
    /// <param name="where">Where it was found.</param>
    /// <param name="run">The run.</param>
    /// <param name="fingerprint">The fingerprint of what was found.</param>
    /// <param name="rounds">How many rounds it has.</param>
    /// <exception cref="SpecificationException">It cannot.</exception>
    public static void Check(string where, PlannedRun run, string fingerprint, int rounds)
    {
        if (fingerprint != RunFingerprint.Of(run))
            throw new SpecificationException(where, $"run '{run.Run.Run}' of other settings", "the settings it was begun with, or --overwrite");
        if (rounds <= run.Federation.Rounds) return;
        string count = rounds.ToString(CultureInfo.InvariantCulture);
        throw new SpecificationException(where, $"run '{run.Run.Run}' of {count} rounds", $"at least {count} rounds, or --overwrite");
    }

    private static void CheckOthers(string folder, IReadOnlyList<PlannedRun> runs)
    {
        var known = runs.Select(run => run.Run.Run).ToHashSet();
        var others = Directory.EnumerateDirectories(folder).Where(own => File.Exists(Path.Combine(own, RunMark.FileName))).Select(own => Path.GetFileName(own)!)
            .Where(name => !known.Contains(name)).Order(StringComparer.Ordinal).ToList();
        if (others.Count == 0) return;
        string names = others.Count == 1 ? $"run '{others[0]}'" : $"runs '{others[0]}' and {(others.Count - 1).ToString(CultureInfo.InvariantCulture)} more";
        throw new SpecificationException(
            folder, $"{names}, which this experiment does not have", "the variants and seeds that the folder has, and more, or --overwrite");
    }
}
