using FedPG.Aggregation;
using FedPG.Aggregation.Robust;
using FedPG.Options;
using FedPG.Server;

namespace FedPG.Tests.Aggregation;

/// <summary>Published numbers of each rule. The first list is the one of byzfl's documentation.</summary>
public class RobustRuleTests
{
    private static readonly double[][] Small = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];
    private static readonly double[][] Krums = [[1, 0], [1.2, 0.1], [0.9, -0.1], [1.1, 0.2], [-5, 4]];

    [Fact]
    public void A_median_and_a_trimmed_mean_of_three_are_the_middle()
    {
        Folded.Of(new Median(), Small).ShouldBe([4, 5, 6]);
        Folded.Of(new TrimmedMean(new TrimmedMeanOptions { Trim = 1 }), Small).ShouldBe([4, 5, 6]);
    }

    [Fact]
    public void The_median_of_an_even_number_is_the_mean_of_the_middle_two() =>
        Folded.Of(new Median(), [[1], [9], [4], [2]]).ShouldBe([3]);

    [Fact]
    public void A_trimmed_mean_leaves_out_both_ends_of_each_parameter() =>
        Folded.Of(new TrimmedMean(new TrimmedMeanOptions { Trim = 1 }), [[1, 5], [2, 100], [30, 6], [3, -7]]).ShouldBe([2.5, 5.5]);

    [Fact]
    public void Three_smoothed_Weiszfeld_steps_from_zero_have_the_published_result()
    {
        double[] median = Folded.Of(new GeometricMedian(new GeometricMedianOptions { Smoothing = 0.1, Steps = 3 }), Small);
        ShouldBe(median, [3.78788764, 4.78788764, 5.78788764], 5e-9);
    }

    [Fact]
    public void The_geometric_median_converges() => ShouldBe(
        Folded.Of(new GeometricMedian(new GeometricMedianOptions { Smoothing = 1e-12, Steps = 10_000 }), Krums),
        [0.9992678211801274, 0.023268157789122605], 1e-12);

    [Fact]
    public void The_default_settings_come_close_to_the_geometric_median() => ShouldBe(
        Folded.Of(new GeometricMedian(new GeometricMedianOptions()), Krums), [0.9992678211801274, 0.023268157789122605], 1e-7);

    [Fact]
    public void The_scores_of_Krum_are_the_published_sums()
    {
        double[] numbers = [.. Krums.SelectMany((update, agent) => (double[])[agent, 1, .. update])];
        var list = new UpdateList(new PartialAggregate(3, 0) { Numbers = numbers, Updates = 5 });
        ShouldBe(KrumScores.Of(list, byzantine: 1), [0.07, 0.07, 0.15, 0.07, 103.27], 1e-12);
    }

    [Fact]
    public void Krum_returns_an_update_with_the_least_score()
    {
        double[] chosen = Folded.Of(new Krum(new KrumOptions { Byzantine = 1 }), Krums);
        Array.FindIndex(Krums, update => update.SequenceEqual(chosen)).ShouldBeOneOf(0, 1, 3);
    }

    [Fact]
    public void Of_equal_scores_Krum_takes_the_agent_with_the_lowest_number()
    {
        // Two nearest others count: 5 and 1 have the least score, 1 + 16.
        Folded.Of(new Krum(new KrumOptions { Byzantine = 1 }), [[100], [5], [6], [1], [0]]).ShouldBe([5]);
    }

    [Fact]
    public void Multi_Krum_averages_the_m_least_scores() => ShouldBe(
        Folded.Of(new MultiKrum(new MultiKrumOptions { Byzantine = 1, Select = 3 }), Krums), [1.1, 0.1], 1e-12);

    [Fact]
    public void Multi_Krum_averages_all_but_as_many_as_may_be_Byzantine_and_weighs_them() => ShouldBe(
        Folded.Of(new MultiKrum(new MultiKrumOptions { Byzantine = 1 }), Krums, weights: [1, 1, 0.5, 1, 1]),
        [3.75 / 3.5, 0.25 / 3.5], 1e-12);

    [Theory]
    [InlineData(1, 0.6199093717803513, 0.1573251931216295)]
    [InlineData(5, 0.8403723425260158, 0.18671563356653953)]
    public void Centred_clipping_has_the_published_result(int steps, double first, double second) => ShouldBe(
        Folded.Of(new CenteredClipping(new CenteredClippingOptions { Radius = 1, Steps = steps }), Krums), [first, second], 1e-12);

    [Fact]
    public void Centred_clipping_carries_its_step_to_the_next_round()
    {
        // From 0, updates at 10 with τ = 1: the step is 1, then 2 and 3, as if the centre went on from where it was.
        var clipping = new CenteredClipping(new CenteredClippingOptions { Radius = 1 });
        var state = ServerState.Empty;
        foreach (double expected in (double[])[1, 2, 3])
        {
            var server = new ServerRound(seed: 0, round: 1, [0], state);
            Folded.Of(clipping, [[10], [10], [10]], server: server).ShouldBe([expected]);
            state = server.State;
        }

        var forgetful = new CenteredClipping(new CenteredClippingOptions { Radius = 1, Carry = false });
        Folded.Of(forgetful, [[10], [10], [10]], server: new ServerRound(seed: 0, round: 2, [0], state)).ShouldBe([1]);
    }

    [Fact]
    public void A_bound_on_the_norm_clips_the_difference_from_the_broadcast() => ShouldBe(
        Folded.Of(
            new NormBound(new NormBoundOptions { Bound = 1 }), [[10, 23], [10.5, 20], [10, 20]], broadcast: [10, 20], weights: [1, 1, 0.5]),
        [10 + 0.5 / 2.5, 20 + 1 / 2.5], 1e-12);

    [Fact]
    public void The_filter_of_FedPG_BR_has_the_published_threshold() => FedPGFilter.Threshold(
        new FedPGFilterOptions { Sigma = 0.06, Delta = 0.6 }, updates: 10, batch: 16).ShouldBe(0.07944686409906918, 1e-12);

    [Fact]
    public void The_filter_of_FedPG_BR_keeps_what_is_near_an_update_with_more_than_half_of_all_near()
    {
        // 𝒯 = 2σ√(2 log(2·5/0.6)/25) = 0.9486 σ; ηH = 0.2. The first four are within 𝒯ηH of 1.
        var filter = new FedPGFilter(
            new FedPGFilterOptions { Sigma = 1 }, new LocalOptions { Batch = 25, StepSize = 0.1, Steps = 2 });
        Folded.Of(filter, [[1], [1.05], [0.95], [1.1], [9]])[0].ShouldBe(4.1 / 4, 1e-12);

        // Within 𝒯ηH = 0.19 only 3 of 5 < (1−α)K; within 2σηH = 0.4 four are.
        var strict = new FedPGFilter(
            new FedPGFilterOptions { Sigma = 1, Alpha = 0.2 }, new LocalOptions { Batch = 25, StepSize = 0.1, Steps = 2 });
        Folded.Of(strict, [[1], [1.05], [0.95], [1.3], [9]])[0].ShouldBe(4.3 / 4, 1e-12);

        // No update has more than half of all nearby: θ_r stays.
        Folded.Of(filter, [[1], [2], [3], [4], [5]], broadcast: [7])[0].ShouldBe(7);
    }

    [Fact]
    public void A_median_of_means_has_a_mean_for_each_group_of_neighbours()
    {
        // Groups (0, 2), (10, 30), (4): means 1, 20 and 4.
        Folded.Of(new MedianOfMeans(new MedianOfMeansOptions { Group = 2 }, agents: 5), [[0], [2], [10], [30], [4]]).ShouldBe([4]);
        Folded.Of(new MedianOfMeans(new MedianOfMeansOptions { Group = 64 }, agents: 3), [[0], [2], [4]]).ShouldBe([2]);
        Folded.Of(new MedianOfMeans(new MedianOfMeansOptions { Group = 2 }, agents: 2), [[0], [4]], weights: [1, 0.25]).ShouldBe([0.8]);
    }

    [Fact]
    public void Buckets_of_one_update_and_of_all_of_them_are_the_aggregator_and_the_mean()
    {
        Folded.Of(new Bucketing(new BucketingOptions { Size = 1 }, new Median()), Krums).ShouldBe(Folded.Of(new Median(), Krums));
        ShouldBe(
            Folded.Of(new Bucketing(new BucketingOptions { Size = 5 }, new Median()), Krums),
            Folded.Of(new MeanAggregator(), Krums), 1e-12);
    }

    [Fact]
    public void Every_round_has_buckets_of_its_own_and_the_same_round_the_same()
    {
        double[][] updates = [[1], [2], [4], [8], [16], [32], [64]];
        double Of(int round, long seed) =>
            Folded.Of(new Bucketing(new BucketingOptions { Size = 2 }, new Median()), updates, seed: seed, round: round)[0];
        Of(3, 7).ShouldBe(Of(3, 7));
        Enumerable.Range(1, 20).Select(round => Of(round, 7)).Distinct().Count().ShouldBeGreaterThan(5);
        Enumerable.Range(1, 20).Select(seed => Of(1, seed)).Distinct().Count().ShouldBeGreaterThan(5);
    }

    [Theory]
    [InlineData(true, new double[] { 4, 1, 0.5, 6, 0.25, 0.7 })]
    [InlineData(false, new double[] { 4, 1, 0.5, 6, 0.25 })]
    [InlineData(false, new double[] { 6, 1, 0.5, 4, 0.25, 0.7 })]
    [InlineData(false, new double[] { 4, 1, 0.5, 4, 0.25, 0.7 })]
    [InlineData(false, new double[] { 4, 1, 0.5, 8, 0.25, 0.7 })]
    [InlineData(false, new double[] { 3, 1, 0.5, 6, 0.25, 0.7 })]
    [InlineData(false, new double[] { 4.5, 1, 0.5, 6, 0.25, 0.7 })]
    [InlineData(false, new double[] { double.NaN, 1, 0.5, 6, 0.25, 0.7 })]
    [InlineData(false, new double[] { -1e300, 1, 0.5, 1e300, 0.25, 0.7 })]
    public void A_list_from_another_process_has_agents_of_its_part_in_order(bool isAccepted, double[] numbers)
    {
        // Agents 4 to 7.
        var part = new PartialAggregate(Level: 2, Index: 1) { Numbers = numbers, Updates = 2, Weight = 1.25 };
        new Median().HasLength(part, parameters: 1).ShouldBe(isAccepted);
    }

    /// <summary>Three quadratics with optima 0, 0 and 2: the median of their gradient steps is at rest in 0, the mean in 2/3.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0.6666666666666666)]
    public void Without_an_attacker_a_median_is_biased_where_agents_differ(bool isRobust, double end)
    {
        IAggregator aggregator = isRobust ? new Median() : new MeanAggregator();
        double theta = 1;
        for (int round = 0; round < 500; round++)
        {
            double[][] steps = [[theta - 0.1 * theta], [theta - 0.1 * theta], [theta - 0.1 * (theta - 2)]];
            theta = Folded.Of(aggregator, steps, [theta])[0];
        }

        theta.ShouldBe(end, 1e-12);
    }

    private static void ShouldBe(double[] found, double[] expected, double tolerance)
    {
        found.Length.ShouldBe(expected.Length);
        for (int i = 0; i < found.Length; i++) found[i].ShouldBe(expected[i], tolerance);
    }
}
