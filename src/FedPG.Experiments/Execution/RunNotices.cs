using System.Globalization;
using FedPG.Experiments.Records;
using FedPG.Federation;

namespace FedPG.Experiments.Execution;

/// <summary>The notices of a run, one sentence each.</summary>
internal static class RunNotices
{
    public static IEnumerable<string> Of(PlannedRun run, RoundReport last, string? failure)
    {
        foreach (string notice in run.Federation.Environments.Notices.AddRange(run.Algorithm.Notices)) yield return notice;
        foreach (string notice in run.Algorithm.NoticesOn(last.Parameters.AsSpan())) yield return notice;
        if (last.EmptyRounds > 0)
            yield return $"{Text(last.EmptyRounds)} of {Text(last.Round)} rounds had no update and kept the parameters";
        if (last.Tally.Gone > 0)
            yield return $"agents gone for good: {Text(last.Tally.Gone)} of {Text(run.Algorithm.Participants)}";
        if (failure is not null) yield return RunSummary.FailureNotice + failure;
    }

    private static string Text(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
