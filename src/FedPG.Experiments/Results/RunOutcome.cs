using FedPG.Experiments.Records;

namespace FedPG.Experiments.Results;

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>All rounds are done, with a finite objective.</summary>
    Finished,

    /// <summary>The objective is not finite.</summary>
    Diverged,

    /// <summary>An error ended the run; a notice has the reason.</summary>
    Failed,

    /// <summary>The run was interrupted from outside.</summary>
    Interrupted,
}

/// <summary>Derives outcomes from summaries.</summary>
internal static class RunOutcomes
{
    /// <summary>The outcome of a run.</summary>
    public static RunOutcome Of(RunSummary run)
    {
        if (!double.IsFinite(run.Objective)) return RunOutcome.Diverged;
        if (run.Completed) return RunOutcome.Finished;
        bool hasFailed = run.Notices.Any(notice => notice.StartsWith(RunSummary.FailureNotice, StringComparison.Ordinal));
        return hasFailed ? RunOutcome.Failed : RunOutcome.Interrupted;
    }
}
