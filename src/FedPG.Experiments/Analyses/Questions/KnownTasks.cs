using FedPG.Control.Environments;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>Whether classic tasks are learnt: the last policy's undiscounted return beside a level that is usually called solved.</summary>
internal sealed class KnownTasks : IAnalysis
{
    public string Claim => "Every task is learnt from the start to a level that is usually called solved.";

    public Finding Find(AnalysisInput experiment)
    {
        var tasks = experiment.Require(variant => variant.Runs[0].Rows.Any(row => row.Episodes is not null), 1, "variants with returns")
            .Select(variant => (Variant: variant, Level: LevelOf(variant), First: First(variant), Last: Last(variant))).ToList();
        bool isSolved = tasks.All(task => task.Last.Low >= task.Level);
        bool isMissed = tasks.Any(task => task.Last.High < task.Level);
        return new Finding(
            isSolved ? Agreement.Agrees : isMissed ? Agreement.Disagrees : Agreement.Inconclusive,
            $"The undiscounted return ends at {NameList.And(tasks.Select(task =>
                $"{AnswerText.Number(task.Last)} in {task.Variant.Family} (at first {AnswerText.Number(task.First.Value)}; solved from "
                + $"{AnswerText.Number(task.Level)})"))}.",
            AnswerTable.Of(
                ["task", "seeds", "first return", "last return", "solved from", "episode length", "ended"],
                tasks.Select(task => Row(task.Variant, task.Level, task.First, task.Last))),
            new AnswerChart(
                experiment.Report.Question,
                "Undiscounted return against rounds, as a share of the way from that of the first policy to what is usually called solved: "
                    + "interquartile mean over the seeds with its 95 % interval.",
                [
                    new ChartPanel
                    {
                        Quantity = "return, 0 at first and 1 if solved",
                        Against = "round",
                        Series =
                        [
                            .. tasks.Select(task => new ChartSeries(
                                task.Variant.Family,
                                task.Variant.Points(
                                    row => row.Round,
                                    row => ((row.Episodes?.Return ?? double.NaN) - task.First.Value) / (task.Level - task.First.Value)),
                                ChartStyle.Line)),
                        ],
                        References = [("solved", 1)],
                    },
                ]));
    }

    private static Estimate First(VariantResult variant) =>
        variant.Estimate(run => run.Rows.IsEmpty ? double.NegativeInfinity : run.Rows[0].Episodes?.Return ?? double.NaN);

    private static Estimate Last(VariantResult variant) => variant.Estimate(run => Last(run, row => row.Return));

    private static double Last(RunResult run, Func<Federation.EpisodeReport, double> value) =>
        run.IsFailed || run.Rows[^1].Episodes is not { } episodes ? double.NegativeInfinity : value(episodes);

    private static string[] Row(VariantResult variant, double level, Estimate first, Estimate last) =>
    [
        variant.Family, $"{variant.Runs.Length}", AnswerText.Number(first), AnswerText.Number(last), AnswerText.Number(level),
        AnswerText.Number(variant.Estimate(run => Last(run, row => row.Length))),
        AnswerText.Percent(variant.Estimate(run => Last(run, row => row.Ended))),
    ];

    /// <summary>
    /// Gymnasium's levels where it has one; a pendulum that swings
    /// up once and stays ends between −400 and −100; a swimmer that swims 50 is ten times as far as noise takes it.
    /// </summary>
    private static double LevelOf(VariantResult variant) => variant.Settings.Environment switch
    {
        CartPoleEnvironment => 450,
        PendulumEnvironment => -400,
        MountainCarContinuousEnvironment => 90,
        AcrobotEnvironment => -100,
        SwimmerEnvironment => 50,
        var other => throw new SpecificationException(
            "fedpg.report.analysis = tasks", $"the environment {other.GetType().Name}",
            "cart-pole, pendulum, mountain-car-continuous, acrobot or swimmer"),
    };
}
