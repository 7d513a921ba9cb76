using System.Collections.Immutable;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Reports;

/// <summary>A run's scored rounds while its variant's curves are made of them.</summary>
/// <param name="Rows">Its rows; at least one.</param>
/// <param name="HasFailed">Whether it counts as failed after its last row, where others go on.</param>
/// <param name="StepsPerAgent">Environment steps an agent until each row, [rows]; empty where they are not known.</param>
internal sealed record RunRows(ImmutableArray<RoundRow> Rows, bool HasFailed = false, ImmutableArray<double> StepsPerAgent = default)
{
    /// <summary>A run that nothing happened to.</summary>
    public static implicit operator RunRows(ImmutableArray<RoundRow> rows) => new(rows);

    /// <summary>Reads a run's rows; none if it was interrupted before it wrote any.</summary>
    /// <param name="folder">The experiment's folder.</param>
    /// <param name="run">The run.</param>
    public static RunRows? Read(ExperimentFolder folder, RunSummary run)
    {
        var rows = folder.Rounds(run);
        if (rows.Length == 0) return null;
        var outcome = RunOutcomes.Of(run);
        return new RunRows(rows, outcome is RunOutcome.Failed or RunOutcome.Diverged, Steps(folder, run, rows));
    }

    private static ImmutableArray<double> Steps(ExperimentFolder folder, RunSummary run, ImmutableArray<RoundRow> rows)
    {
        if (run.Agents == 0 || run.EnvironmentSteps == 0) return [];
        var steps = folder.Timings(run).ToDictionary(row => row.Round, row => row.EnvironmentSteps / (double)run.Agents);
        return rows.All(row => steps.ContainsKey(row.Round)) ? [.. rows.Select(row => steps[row.Round])] : [];
    }
}
