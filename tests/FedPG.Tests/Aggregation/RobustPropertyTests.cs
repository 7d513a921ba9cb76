using CsCheck;
using FedPG.Aggregation;
using FedPG.Aggregation.Robust;
using FedPG.Kernels.Linear;

namespace FedPG.Tests.Aggregation;

public class RobustPropertyTests
{
    private const int Byzantine = 2;

    /// <summary>At least 2f + 3 updates.</summary>
    private static readonly Gen<(double[][] Updates, double[] Broadcast, double[] Shift, int Seed)> Rounds =
        from parameters in Gen.Int[1, 5]
        from honest in Gen.Int[2 * Byzantine + 3, 15]
        from updates in Gen.Double[-1, 1].Array[parameters].Array[honest]
        from broadcast in Gen.Double[-1, 1].Array[parameters]
        from shift in Gen.Double[-5, 5].Array[parameters]
        from seed in Gen.Int[0, 1_000_000]
        select (updates, broadcast, shift, seed);

    public static TheoryData<string> Rules =>
        ["median", "trimmed-mean", "krum", "multi-krum", "geometric-median", "centered-clipping", "norm-bound"];

    public static TheoryData<string> Tolerant => ["median", "trimmed-mean", "krum", "multi-krum", "geometric-median"];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Agents_may_change_places(string rule) => Rounds.Sample(round =>
    {
        double[][] shuffled = [.. round.Updates];
        new System.Random(round.Seed).Shuffle(shuffled);
        ShouldAgree(
            rule, Folded.Of(Create(rule), round.Updates, round.Broadcast), Folded.Of(Create(rule), shuffled, round.Broadcast),
            round.Updates);
    });

    [Theory]
    [MemberData(nameof(Rules))]
    public void Updates_and_broadcast_that_move_together_move_the_result_with_them(string rule) => Rounds.Sample(round =>
    {
        double[] Moved(double[] theta) => [.. theta.Zip(round.Shift, (value, by) => value + by)];
        double[] found = Folded.Of(Create(rule), [.. round.Updates.Select(Moved)], Moved(round.Broadcast));
        ShouldAgree(
            rule, Folded.Of(Create(rule), round.Updates, round.Broadcast), [.. found.Zip(round.Shift, (value, by) => value - by)],
            round.Updates);
    });

    /// <summary>Far updates, in one place or in several, move the result less than the honest updates differ.</summary>
    [Theory]
    [MemberData(nameof(Tolerant))]
    public void Far_updates_of_f_agents_have_a_bounded_effect(string rule) => Rounds.Sample(round =>
    {
        int parameters = round.Broadcast.Length;
        bool isTogether = round.Seed % 2 == 0;
        double[] Far(int i) => [.. Enumerable.Repeat(isTogether || i == 0 ? 1e9 : -1e9, parameters)];
        double[][] far = [.. Enumerable.Range(0, Byzantine).Select(Far)];
        double[][] all = [.. far, .. round.Updates];
        new System.Random(round.Seed).Shuffle(all);
        double[] result = Folded.Of(Create(rule), all, round.Broadcast);

        // Of n honest updates in a ball of radius R, the geometric median is at most 2n/(n − f) R from its centre.
        double n = round.Updates.Length, most = rule == "geometric-median" ? 2 * n / (n - Byzantine) * Math.Sqrt(parameters) : 1;
        foreach (double value in result) Math.Abs(value).ShouldBeLessThanOrEqualTo(most * (1 + 1e-9));
    });

    [Theory]
    [InlineData("centered-clipping", 3)]
    [InlineData("norm-bound", 1)]
    public void Clipping_bounds_the_step_whoever_sends_what(string rule, double most) => Rounds.Sample(round =>
    {
        double[][] all = [.. round.Updates.Select((update, i) => i % 2 == 0 ? update : [.. update.Select(value => 1e9 * value)])];
        double[] result = Folded.Of(Create(rule), all, round.Broadcast);
        Math.Sqrt(FixedOrder.SquaredDistance(result, round.Broadcast)).ShouldBeLessThanOrEqualTo(most + 1e-6);
    });

    [Theory]
    [MemberData(nameof(Rules))]
    public void Equal_updates_near_the_broadcast_are_the_result(string rule) => Rounds.Sample(round =>
    {
        double[] update = [.. round.Broadcast.Select((value, k) => value + round.Updates[0][k] / 10)];
        double[] result = Folded.Of(Create(rule), [.. Enumerable.Repeat(update, 7)], round.Broadcast);
        for (int k = 0; k < update.Length; k++) result[k].ShouldBe(update[k], 1e-9);
    });

    /// <summary>Up to rounding. Krum may choose any update of the least score.</summary>
    private static void ShouldAgree(string rule, double[] one, double[] other, double[][] updates)
    {
        if (rule == "krum") (one, other) = ([Score(one, updates)], [Score(other, updates)]);
        else if (rule == "multi-krum" && HasTie(updates)) return;
        for (int k = 0; k < one.Length; k++) other[k].ShouldBe(one[k], 1e-6);
    }

    private static double Score(double[] chosen, double[][] updates)
    {
        double[] scores = Scores(updates);
        return updates.Zip(scores).MinBy(pair => FixedOrder.SquaredDistance(pair.First, chosen)).Second;
    }

    private static bool HasTie(double[][] updates)
    {
        double[] scores = [.. Scores(updates).Order()];
        int selected = updates.Length - Byzantine;
        return scores[selected] - scores[selected - 1] < 1e-9;
    }

    private static double[] Scores(double[][] updates)
    {
        double[] numbers = [.. updates.SelectMany((update, agent) => (double[])[agent, 1, .. update])];
        return KrumScores.Of(new UpdateList(new PartialAggregate(5, 0) { Numbers = numbers, Updates = updates.Length }), Byzantine);
    }

    private static IAggregator Create(string rule) => rule switch
    {
        "median" => new Median(),
        "trimmed-mean" => new TrimmedMean(new TrimmedMeanOptions { Trim = Byzantine }),
        "krum" => new Krum(new KrumOptions { Byzantine = Byzantine }),
        "multi-krum" => new MultiKrum(new MultiKrumOptions { Byzantine = Byzantine }),
        "geometric-median" => new GeometricMedian(new GeometricMedianOptions { Smoothing = 1e-9, Steps = 200 }),
        "centered-clipping" => new CenteredClipping(new CenteredClippingOptions { Radius = 1, Steps = 3 }),
        _ => new NormBound(new NormBoundOptions { Bound = 1 }),
    };
}
