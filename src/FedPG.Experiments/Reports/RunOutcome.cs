using FedPG.Experiments.Records;

namespace FedPG.Experiments.Reports;

/// <summary>How a run came to its end.</summary>
public enum RunOutcome
{
    /// <summary>It had its last round, with a finite objective.</summary>
    Finished,

    /// <summary>Its objective ceased to be finite.</summary>
    Diverged,

    /// <summary>It could not go on; a notice says why.</summary>
    Failed,

    /// <summary>It was interrupted from outside.</summary>
    Interrupted,
}

/// <summary>Tells outcomes apart.</summary>
public static class RunOutcomes
{
    /// <summary>The outcome of a run.</summary>
    public static RunOutcome Of(RunSummary run)
    {
        if (!double.IsFinite(run.Objective)) return RunOutcome.Diverged;
        if (run.Completed) return RunOutcome.Finished;
        return run.Notices.Any(notice => notice.StartsWith(RunSummary.FailureNotice, StringComparison.Ordinal)) ? RunOutcome.Failed : RunOutcome.Interrupted;
    }
}
