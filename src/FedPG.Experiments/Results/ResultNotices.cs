using FedPG.Experiments.Text;

namespace FedPG.Experiments.Results;

/// <summary>Remarks about the runs of the variants, one sentence each.</summary>
internal static class ResultNotices
{
    public static IEnumerable<string> Of(IReadOnlyList<VariantResult> variants) => Recorded(variants).Concat(variants.SelectMany(Of));

    private static IEnumerable<string> Of(VariantResult variant)
    {
        string label = variant.Label;
        int runs = variant.Runs.Length;
        if (variant.Failed > 0)
        {
            yield return $"{label}: {Runs(variant.Failed, runs)} failed ({HowFailed(variant)}); "
                + "a failed run counts as infinitely bad and is not left out.";
        }

        if (variant.Shortest is { } shortest)
        {
            string least = variant.Interrupted == 1 ? "" : "the shortest at ";
            yield return $"{label}: {Runs(variant.Interrupted, runs)} unfinished: {least}{shortest.Position}"
                + (variant.IsUnderWay ? "; values are those reached so far." : "; only finished seeds are counted.");
        }

        if (variant.Curve.Cut)
        {
            yield return $"{label}: runs differ in length; the curve shows the rounds that all {variant.Curve.Seeds} have, "
                + $"up to {NumberText.Count((long)variant.Curve.At.LastOrDefault())}.";
        }
    }

    private static string HowFailed(VariantResult variant) => string.Join("; ", variant.Runs
        .Where(run => run.Outcome is RunOutcome.Diverged or RunOutcome.Failed)
        .Select(run => run.Outcome == RunOutcome.Diverged
            ? $"seed {run.Summary.Seed} diverged"
            : $"seed {run.Summary.Seed} stopped after round {NumberText.Count(run.Summary.Rounds)}"));

    // A notice of several seeds or points of the sweep is one sentence.
    private static IEnumerable<string> Recorded(IReadOnlyList<VariantResult> variants) =>
        from variant in variants
        from run in variant.Runs
        from notice in run.Summary.Notices
        group (variant, run.Summary.Seed) by (variant.Method, notice) into concerned
        select $"{Where(concerned, [.. variants.Where(variant => variant.Method == concerned.Key.Method)])}: {concerned.Key.notice}";

    private static string Where(IEnumerable<(VariantResult Variant, long Seed)> concerned, VariantResult[] method)
    {
        var points = concerned.GroupBy(run => run.Variant, run => run.Seed).ToArray();
        bool isEverySeed = points.All(seeds => seeds.Count() == seeds.Key.Runs.Length);
        string variant = points.Length == 1 ? points[0].Key.Label
            : points.Length == method.Length ? $"{method[0].Method} at every point of the sweep"
            : $"{method[0].Method} at {points.Length} of {method.Length} points of the sweep";
        return isEverySeed ? variant : points.Length == 1 ? $"{variant}, {Seeds([.. points[0]])}" : $"{variant}, in some of the seeds";
    }

    private static string Seeds(long[] seeds) =>
        seeds is [var one] ? $"seed {one}" : $"seeds {string.Join(", ", seeds[..^1])} and {seeds[^1]}";

    private static string Runs(int some, int all) => $"{some} of {all} {(all == 1 ? "run" : "runs")}";
}
