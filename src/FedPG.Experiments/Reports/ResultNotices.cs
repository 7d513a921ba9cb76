namespace FedPG.Experiments.Reports;

/// <summary>The sentences that a variant's runs give reason for.</summary>
internal static class ResultNotices
{
    public static IEnumerable<string> Of(VariantResult variant)
    {
        foreach (string notice in Grouped(variant)) yield return notice;
        string label = variant.Label;
        int runs = variant.Runs.Length;
        if (variant.Failed > 0)
            yield return $"{label}: {Runs(variant.Failed, runs)} failed ({HowFailed(variant)}); a failed run counts as infinitely bad, it is not left out.";
        if (variant.Interrupted > 0)
        {
            int least = variant.Runs.Where(run => RunOutcomes.Of(run) == RunOutcome.Interrupted).Min(run => run.Rounds);
            yield return $"{label}: {Runs(variant.Interrupted, runs)} interrupted, the earliest after round {NumberText.Count(least)}"
                + (variant.IsUnderWay ? "; values are those reached so far." : "; an interrupted run counts as infinitely bad beside finished ones.");
        }

        if (variant.Curve.Cut)
        {
            yield return $"{label}: runs differ in length; the curve shows the rounds that all {variant.Curve.Seeds} have, "
                + $"up to {NumberText.Count((long)variant.Curve.At.LastOrDefault())}.";
        }
    }

    private static string HowFailed(VariantResult variant) => string.Join("; ", variant.Runs
        .Where(run => RunOutcomes.Of(run) is RunOutcome.Diverged or RunOutcome.Failed)
        .Select(run => $"seed {run.Seed} {(RunOutcomes.Of(run) == RunOutcome.Diverged ? "diverged" : $"stopped after round {NumberText.Count(run.Rounds)}")}"));

    // One sentence for all the seeds that a notice concerns.
    private static IEnumerable<string> Grouped(VariantResult variant) =>
        from run in variant.Runs
        from notice in run.Notices
        group run.Seed by notice into seeds
        select seeds.Count() == variant.Runs.Length
            ? $"{variant.Label}: {seeds.Key}"
            : $"{variant.Label}, seed {string.Join(", ", seeds)}: {seeds.Key}";

    private static string Runs(int some, int all) => $"{some} of {all} {(all == 1 ? "run" : "runs")}";
}
