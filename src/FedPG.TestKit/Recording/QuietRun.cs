using FedPG.Federation;

namespace FedPG.TestKit.Recording;

/// <summary>Compares a run with the same run without real failures. Repairs are not compared.</summary>
internal static class QuietRun
{
    public static void Compare(IReadOnlyList<RoundRecord> rounds, IEnumerable<RoundOutcome> quiet)
    {
        var expected = quiet.ToList();
        Require(
            rounds.Count == expected.Count,
            FormattableString.Invariant($"the run has {rounds.Count} rounds, the quiet run {expected.Count}"));
        foreach (var (found, wanted) in rounds.Zip(expected))
        {
            var (outcome, round) = (found.Outcome, FormattableString.Invariant($"round {wanted.Round}"));
            bool isSame = outcome.Parameters.AsSpan().SequenceEqual(wanted.Parameters.AsSpan());
            Require(isSame, $"{round} has other parameters than in the quiet run");
            Require(
                outcome.Participants == wanted.Participants,
                FormattableString.Invariant($"{round} averaged {outcome.Participants} updates, in the quiet run {wanted.Participants}"));
            Require(outcome.Tally == wanted.Tally, $"{round} counted {outcome.Tally}, in the quiet run {wanted.Tally}");
            Require(
                outcome.Drift.Equals(wanted.Drift),
                FormattableString.Invariant($"{round} drifted {outcome.Drift:R}, in the quiet run {wanted.Drift:R}"));
            Require(outcome.Moved == wanted.Moved, $"{round} moved {outcome.Moved}, in the quiet run {wanted.Moved}");
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new FederationAssertionException(otherwise);
    }
}
