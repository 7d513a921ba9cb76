using FedPG.Experiments.Presentation;
using FedPG.Experiments.Presentation.Tables;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;

namespace FedPG.Experiments.Tests.Results;

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
            variant.Curve.Value[^1].ShouldBe(variant.Runs.Select(run => run.Summary.Objective).Order().Skip(1).Take(2).Average(), 1e-9);
            variant.Curve.Low[^1].ShouldBeLessThanOrEqualTo(variant.Curve.Value[^1]);
            variant.Curve.High[^1].ShouldBeGreaterThanOrEqualTo(variant.Curve.Value[^1]);
        }

        results.References.ShouldHaveSingleItem().Values.ShouldBe(QuickstartFixture.References);
        results.Notices.ShouldBe(["b-rs-fedpg: the improvement operator raised 3 probabilities"]);
    }

    [Fact]
    public void A_failed_run_counts_as_infinitely_bad_and_an_interrupted_one_not_at_all()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 20);
        ExperimentSummary summary = SummaryFile.Read(_folder.Path);
        var runs = summary.Runs.ToArray();
        runs[0] = runs[0] with { Objective = double.NaN, GapToBestStationary = double.NaN };
        runs[1] = runs[1] with { Completed = false, Rounds = 7 };
        SummaryFile.Write(_folder.Path, summary with { Runs = [.. runs] });
        RoundsFile.Continue(_folder.File("s-fedpg-seed-1/rounds.csv"), 7).Dispose();

        var results = ExperimentResults.Load(_folder.Path);
        Curve curve = results.Variants[0].Curve;
        curve.At.ShouldBe(Enumerable.Range(0, 21).Select(round => (double)round));
        curve.Value.Count(double.IsFinite).ShouldBe(21);
        curve.Seeds.ShouldBe(3);
        Cell(results, 0, "seeds").ShouldBe("3 of 4");
        Cell(results, 0, "final objective").ShouldBe("failed");
        Cell(results, 0, "notes").ShouldBe("1 failed, 1 unfinished: round 7");
        string[] expected =
        [
            "1 of 4 runs failed (seed 0 diverged); a failed run counts as infinitely bad and is not left out.",
            "1 of 4 runs unfinished: round 7; only finished seeds are counted.",
        ];
        foreach (string notice in expected) results.Notices.ShouldContain(n => n.Contains(notice));
    }

    [Fact]
    public void Beside_finished_seeds_an_interrupted_one_is_left_out()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 20);
        ExperimentSummary summary = SummaryFile.Read(_folder.Path);
        var runs = summary.Runs.ToArray();
        runs[1] = runs[1] with { Completed = false, Rounds = 7 };
        SummaryFile.Write(_folder.Path, summary with { Runs = [.. runs] });
        var results = ExperimentResults.Load(_folder.Path);
        double[] finished = [runs[0].Objective, runs[2].Objective, runs[3].Objective];
        results.Variants[0].Final(run => run.Objective)!.Value.Value.ShouldBe(finished.Average(), 1e-9);
        Cell(results, 0, "seeds").ShouldBe("3 of 4");
        results.Notices[0].ShouldBe(
            $"{results.Title} was interrupted: 19 of 20 runs have ended, 1 is incomplete, 0 have no rows yet. "
            + "The same command with --resume continues it.");
    }

    [Fact]
    public void One_failed_run_of_four_is_trimmed_away_but_shows_in_the_interval()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 20);
        ExperimentSummary summary = SummaryFile.Read(_folder.Path);
        var runs = summary.Runs.ToArray();
        runs[2] = runs[2] with { Completed = false, Rounds = 7, Notices = [$"{RunSummary.FailureNotice}agent 1 left"] };
        SummaryFile.Write(_folder.Path, summary with { Runs = [.. runs] });

        var results = ExperimentResults.Load(_folder.Path);
        double best = runs.Take(4).Where((_, i) => i != 2).Select(run => run.Objective).Order().Take(2).Average();
        results.Variants[0].Final(run => run.Objective)!.Value.Value.ShouldBe(best, 1e-9);
        Cell(results, 0, "final objective").ShouldContain("[failed, ");
        Cell(results, 0, "gap to best stationary").ShouldEndWith(", failed]");
        results.Notices.ShouldContain(n => n.Contains("1 of 4 runs failed (seed 2 stopped after round 7)"));
        results.Variants[0].Typical.Summary.Seed.ShouldNotBe(2);
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
        var results = ReportFolder.WriteAll(_folder.Path).Results;
        string[] cells = [.. ResultTable.Of(results).Rows[3].Select(cell => cell.Text)];
        (cells[0], cells[1], cells[2], cells[3], cells[7]).ShouldBe(("fedq", "4", "failed", "failed", "4 failed"));
    }

    [Fact]
    public void If_all_were_interrupted_the_values_so_far_are_shown()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 5);
        ExperimentSummary summary = SummaryFile.Read(_folder.Path);
        SummaryFile.Write(_folder.Path, summary with { Runs = [.. summary.Runs.Select(run => run with { Completed = false })] });
        var results = ExperimentResults.Load(_folder.Path);
        Cell(results, 0, "final objective").ShouldNotContain("failed");
        results.Notices.ShouldContain(n => n.Contains("values are those reached so far"));
    }

    [Fact]
    public void Several_folders_are_distinguished_and_keep_their_own_reference_values()
    {
        string one = _folder.File("one"), two = _folder.File("two");
        QuickstartFixture.Write(one, rounds: 5);
        QuickstartFixture.Write(two, rounds: 5);
        ExperimentSummary summary = SummaryFile.Read(two);
        SummaryFile.Write(two, new ExperimentSummary
        {
            Experiment = "other",
            Runs = [.. summary.Runs.Select(run => run with { Environment = "synthetic", ReferenceValues = new() { UpperBound = 99 } })],
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
        Should.Throw<SpecificationException>(() => ExperimentResults.Load(_folder.File("absent")))
            .Message.ShouldContain("absent: no such folder");
        SummaryFile.Write(_folder.Path, new ExperimentSummary { Runs = [] });
        Should.Throw<SpecificationException>(() => ExperimentResults.Load(_folder.Path)).Message.ShouldContain("no run");
    }

    [Fact]
    public void Runs_that_fail_anywhere_in_a_long_curve_leave_every_figure_drawable()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 2000);
        ExperimentSummary summary = SummaryFile.Read(_folder.Path);
        var runs = summary.Runs.ToArray();
        for (int i = 0; i < 3; i++)
        {
            int last = 601 + 411 * i;
            runs[5 * i] = runs[5 * i] with { Completed = false, Rounds = last, Notices = [$"{RunSummary.FailureNotice}agent 1 left"] };
            RoundsFile.Continue(_folder.File($"{runs[5 * i].Run}/rounds.csv"), last).Dispose();
        }

        SummaryFile.Write(_folder.Path, summary with { Runs = [.. runs] });
        var results = ReportFolder.WriteAll(_folder.Path).Results;
        results.Variants[0].Curve.Failures.ShouldBe([602]);
        foreach (string figure in (string[])["objective", "gap"])
            File.ReadAllText(_folder.File($"{figure}.svg")).ShouldContain("1 of 4 failed");
    }

    private static string Cell(ExperimentResults results, int row, string heading)
    {
        ReportTable table = ResultTable.Of(results);
        return table.Rows[row][table.Headings.IndexOf(heading)].Text;
    }

    [Fact]
    public void A_finished_run_without_rows_gives_one_clear_line()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 1);
        File.Delete(_folder.File("fedq-seed-2/rounds.csv"));
        Should.Throw<SpecificationException>(() => ExperimentResults.Load(_folder.Path)).Message.ShouldContain("rounds.csv");
    }
}
