using System.Diagnostics.Metrics;
using FedPG.Tool.Metrics;

namespace FedPG.Cli.Tests;

/// <summary>Prometheus' text format, from instruments of a meter that only these tests have.</summary>
public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter _meter = new("FedPG.Cli.Tests");

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void A_counter_has_its_unit_and_total_in_its_name_and_a_value_for_each_combination_of_tags()
    {
        var series = new MeterSeries(_meter.CreateCounter<long>("fedpg.local_steps", "{step}", "Steps."));
        series.Add(3, PrometheusText.Labels([new("fedpg.algorithm", "s-fedpg"), new("kind", 1)]));
        series.Add(4, PrometheusText.Labels([new("fedpg.algorithm", "s-fedpg"), new("kind", 1)]));
        series.Add(0.5, PrometheusText.Labels([]));
        PrometheusText.Of([series]).ShouldBe("""
            # HELP fedpg_local_steps_total Steps.
            # TYPE fedpg_local_steps_total counter
            fedpg_local_steps_total 0.5
            fedpg_local_steps_total{fedpg_algorithm="s-fedpg",kind="1"} 7

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_histogram_has_cumulative_buckets_a_sum_and_a_count()
    {
        var series = new MeterSeries(_meter.CreateHistogram(
            "fedpg.round.duration", "s", "Time.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] }));
        foreach (double value in (double[])[0.05, 0.1, 0.5, 7]) series.Add(value, "a=\"b\"");
        PrometheusText.Of([series]).ShouldBe("""
            # HELP fedpg_round_duration_seconds Time.
            # TYPE fedpg_round_duration_seconds histogram
            fedpg_round_duration_seconds_bucket{a="b",le="0.1"} 2
            fedpg_round_duration_seconds_bucket{a="b",le="1"} 3
            fedpg_round_duration_seconds_bucket{a="b",le="+Inf"} 4
            fedpg_round_duration_seconds_sum{a="b"} 7.65
            fedpg_round_duration_seconds_count{a="b"} 4

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void An_observed_value_replaces_the_last_one_and_what_is_no_longer_observed_is_gone()
    {
        var series = new MeterSeries(_meter.CreateObservableUpDownCounter("fedpg.nodes", () => 1, "{node}", "Nodes."));
        series.Add(3, "");
        series.Add(2, "");
        PrometheusText.Of([series]).ShouldEndWith("# TYPE fedpg_nodes gauge\nfedpg_nodes 2\n");
        series.Clear();
        PrometheusText.Of([series]).ShouldBe("");
    }

    [Fact]
    public void Labels_and_help_are_escaped()
    {
        PrometheusText.Labels([new("a.b", "x\"y\\z\n")]).ShouldBe("a_b=\"x\\\"y\\\\z\\n\"");
        var series = new MeterSeries(_meter.CreateGauge<double>("g", "By", "one\\\ntwo"));
        series.Add(double.PositiveInfinity, "");
        PrometheusText.Of([series]).ShouldBe("# HELP g_bytes one\\\\\\ntwo\n# TYPE g_bytes gauge\ng_bytes +Inf\n");
    }
}
