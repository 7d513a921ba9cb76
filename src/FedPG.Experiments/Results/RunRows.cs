using System.Collections.Immutable;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Results;

/// <summary>The scored rounds of a run, held while the curves of its variant are computed.</summary>
/// <param name="Rows">The rows; at least one.</param>
/// <param name="HasFailed">Whether the run counts as failed after its last row.</param>
/// <param name="StepsPerAgent">Environment steps per agent until each row, [rows]; empty if unknown.</param>
internal sealed record RunRows(ImmutableArray<RoundRow> Rows, bool HasFailed = false, ImmutableArray<double> StepsPerAgent = default)
{
    /// <summary>The rows of a run that did not fail, without steps.</summary>
    public static implicit operator RunRows(ImmutableArray<RoundRow> rows) => new(rows);

    /// <summary>Reads the rows of a run; null if the run was interrupted before it wrote any.</summary>
    /// <param name="folder">The experiment's folder.</param>
    /// <param name="run">The run.</param>
    public static RunRows? Read(ExperimentFolder folder, RunSummary run)
    {
        var rows = folder.Rounds(run);
        if (rows.Length == 0) return null;
        var timings = folder.Timings(run);

        // A run that is being written may have a row whose timing is still to come.
        if (!run.Completed && timings.Length > 0 && timings[^1].Round < rows[^1].Round)
            rows = [.. rows.TakeWhile(row => row.Round <= timings[^1].Round)];
        var outcome = RunOutcomes.Of(run);
        return new RunRows(rows, outcome is RunOutcome.Failed or RunOutcome.Diverged, Steps(timings, run, rows));
    }

    private static ImmutableArray<double> Steps(ImmutableArray<TimingRow> timings, RunSummary run, ImmutableArray<RoundRow> rows)
    {
        if (run.Agents == 0 || run.EnvironmentSteps == 0) return [];
        var steps = timings.ToDictionary(row => row.Round, row => row.EnvironmentSteps / (double)run.Agents);
        return rows.All(row => steps.ContainsKey(row.Round)) ? [.. rows.Select(row => steps[row.Round])] : [];
    }
}
