using FedPG.Experiments.Records;
using FedPG.Experiments.Reports;

namespace FedPG.Experiments.Tests.Reports;

public sealed class ExperimentResultsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Variants_come_in_the_order_of_the_summary_with_curves_over_their_seeds()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 20);
        var results = ExperimentResults.Load(_folder.Path);
        results.Variants.Select(v => v.Label).ShouldBe(["s-fedpg", "rs-fedpg", "b-rs-fedpg", "fedq", "s-fedpg-period-2"]);
        foreach (VariantResult variant in results.Variants)
        {
            variant.Curve.At.ShouldBe(Enumerable.Range(0, 21).Select(round => (double)round));
            variant.Curve.Mean[^1].ShouldBe(variant.Runs.Average(run => run.Objective), 1e-9);
            variant.Curve.Low[^1].ShouldBeLessThanOrEqualTo(variant.Curve.Mean[^1]);
            variant.Curve.High[^1].ShouldBeGreaterThanOrEqualTo(variant.Curve.Mean[^1]);
        }

        results.References.ShouldHaveSingleItem().Values.ShouldBe(QuickstartFixture.References);
        results.Notices.ShouldBe(["b-rs-fedpg: the improvement operator raised 3 probabilities"]);
    }

    [Fact]
    public void Failed_and_interrupted_runs_are_named_and_the_curve_is_cut_to_the_common_rounds()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 20);
        ExperimentSummary summary = SummaryFile.Read(_folder.Path);
        var runs = summary.Runs.ToArray();
        runs[0] = runs[0] with { Objective = double.NaN, GapToBestStationary = double.NaN };
        runs[1] = runs[1] with { Completed = false, Rounds = 7 };
        SummaryFile.Write(_folder.Path, summary with { Runs = [.. runs] });
        RoundsFile.Continue(_folder.File("s-fedpg-seed-1/rounds.csv"), 7).Dispose();

        var results = ExperimentResults.Load(_folder.Path);
        results.Variants[0].Curve.At.ShouldBe(Enumerable.Range(0, 8).Select(round => (double)round));
        ResultRow row = ResultTable.Rows(results)[0];
        row.Seeds.ShouldBe("2 of 4");
        row.Notes.ShouldBe("1 diverged, 1 interrupted after 7 rounds");
        row.Objective.ShouldNotContain("diverged");
        results.Notices.ShouldContain(n => n.Contains("1 of 4 runs diverged"));
        results.Notices.ShouldContain(n => n.Contains("stopped early, the earliest after round 7; final values are means of the finished"));
        results.Notices.ShouldContain(n => n.Contains("the curve shows the rounds that all 4 have, up to 7"));
    }

    [Fact]
    public void A_variant_whose_every_run_failed_keeps_its_row_and_the_page_is_written()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 5);
        ExperimentSummary summary = SummaryFile.Read(_folder.Path);
        SummaryFile.Write(_folder.Path, summary with
        {
            Runs = [.. summary.Runs.Select(run => run.Variant == "fedq" ? run with { Objective = double.NaN } : run)],
        });
        ResultRow row = ResultTable.Rows(ReportFolder.WriteAll(_folder.Path))[3];
        (row.Variant, row.Seeds, row.Objective, row.GapToBestStationary, row.Notes).ShouldBe(("fedq", "0 of 4", "diverged", "–", "4 diverged"));
    }

    [Fact]
    public void If_all_were_interrupted_the_values_so_far_are_shown()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 5);
        ExperimentSummary summary = SummaryFile.Read(_folder.Path);
        SummaryFile.Write(_folder.Path, summary with { Runs = [.. summary.Runs.Select(run => run with { Completed = false })] });
        var results = ExperimentResults.Load(_folder.Path);
        ResultTable.Rows(results)[0].Seeds.ShouldBe("4");
        results.Notices.ShouldContain(n => n.Contains("values are those reached so far"));
    }

    [Fact]
    public void Several_folders_are_told_apart_and_keep_their_own_reference_values()
    {
        string one = _folder.File("one"), two = _folder.File("two");
        QuickstartFixture.Write(one, rounds: 5);
        QuickstartFixture.Write(two, rounds: 5);
        ExperimentSummary summary = SummaryFile.Read(two);
        SummaryFile.Write(two, new ExperimentSummary
        {
            Experiment = "other",
            Runs = [.. summary.Runs.Select(run => run with { Environment = "synthetic", ReferenceValues = new ReferenceSummary { UpperBound = 99 } })],
        });
        var results = ExperimentResults.Load(one, two);
        results.Title.ShouldBe("quickstart and other");
        results.Variants.Select(v => v.Label).ShouldBeUnique();
        results.Variants[5].Label.ShouldBe("other: s-fedpg");
        results.References.Select(set => set.Environment).ShouldBe(["challenging-mdp", "synthetic"]);
    }

    [Fact]
    public void Runs_compared_with_different_periods_share_a_set_of_reference_values()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 1);
        var runs = SummaryFile.Read(_folder.Path).Runs;
        var sets = ReferenceSet.Distinct(
        [
            runs[0] with { ReferenceValues = QuickstartFixture.References with { BestPeriodic = [] } },
            runs[1] with { ReferenceValues = QuickstartFixture.References with { BestPeriodic = [new(3, 97.3)] } },
            runs[2] with { ReferenceValues = QuickstartFixture.References with { BestPeriodic = [new(2, 97.2)] } },
        ]);
        sets.ShouldHaveSingleItem().Values.BestPeriodic.ShouldBe([new PeriodicValue(2, 97.2), new PeriodicValue(3, 97.3)]);
    }

    [Fact]
    public void What_is_no_experiment_folder_gives_one_clear_line()
    {
        Should.Throw<SpecificationException>(() => ExperimentResults.Load()).Message.ShouldContain("no folder");
        Should.Throw<SpecificationException>(() => ExperimentResults.Load(_folder.File("absent"))).Message.ShouldContain("absent: no such folder");
        SummaryFile.Write(_folder.Path, new ExperimentSummary { Runs = [] });
        Should.Throw<SpecificationException>(() => ExperimentResults.Load(_folder.Path)).Message.ShouldContain("no run");
    }

    [Fact]
    public void A_finished_run_without_rows_gives_one_clear_line()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 1);
        File.Delete(_folder.File("fedq-seed-2/rounds.csv"));
        Should.Throw<SpecificationException>(() => ExperimentResults.Load(_folder.Path)).Message.ShouldContain("rounds.csv");
    }
}
