using System.Collections.Immutable;
using FedPG.Diagnostics;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// The objective of a policy with one parameter: its curve, its stationary points to the last bit, and the ends of the runs, which differ
/// in <c>policy.initial-logit</c>.
/// </summary>
internal sealed class Landscape : IAnalysis
{
    private const int Places = 400;
    private const double Widest = 7;

    public string Claim =>
        "The federated objective can have several local maxima although no agent's own objective has: no global Łojasiewicz inequality "
        + "holds, and the start decides.";

    public Finding Find(AnalysisInput experiment)
    {
        var first = experiment.Require(_ => true, 1, "variants")[0];
        var objective = OneParameterObjective.Of(experiment.EnvironmentsOf(first), first.Settings.Agents);
        var points = objective.StationaryPoints();
        var maxima = points.Where(point => point.Kind == StationaryKind.Maximum).ToList();
        var starts = experiment.Variants.OrderBy(variant => variant.Settings.Policy.InitialLogit)
            .Select(variant => new Start(variant, objective, points)).ToList();
        var best = maxima.MaxBy(point => point.Value)!;
        int trapped = starts.Count(start => start.Ascent.Value < best.Value - 1e-9);
        int runs = starts.Sum(start => start.Variant.Runs.Length), asExpected = starts.Sum(start => start.ThereAmong(maxima));
        int ends = starts.SelectMany(start => start.Variant.Runs).Select(run => End(run, maxima))
            .OfType<StationaryPoint>().Distinct().Count();
        bool isTrapping = maxima.Count > 1 && trapped > 0 && ends > 1;
        return new Finding(
            isTrapping ? Agreement.Agrees : maxima.Count < 2 ? Agreement.Disagrees : Agreement.Inconclusive,
            $"The objective has {maxima.Count} local maxima, {NameList.And(maxima.Select(Text))}, and {points.Length - maxima.Count} local "
                + $"minima, {NameList.And(points.Except(maxima).Select(Text))}. Exact ascent ends below the best maximum from {trapped} of "
                + $"{starts.Count} starts; {asExpected} of {runs} runs end at the maximum that exact ascent from their start leads to.",
            AnswerTable.Of(
                [
                    "start: first action's logit", "p at the start", "exact ascent ends at p", "J there", "runs end at",
                    "gap to the best maximum",
                ],
                starts.Select(start => start.Row(best))),
            Chart(experiment, objective, points, starts));
    }

    /// <summary>The maximum nearest to a run's end.</summary>
    private static StationaryPoint? End(RunResult run, List<StationaryPoint> maxima) =>
        run.IsFailed ? null : maxima.MinBy(point => Math.Abs(point.Value - run.Final));

    private static string Text(StationaryPoint point) =>
        $"{AnswerText.Objective(point.Value)} at p = {AnswerText.Number(point.Probability)}";

    private static AnswerChart Chart(
        AnalysisInput experiment, OneParameterObjective objective, ImmutableArray<StationaryPoint> points, List<Start> starts)
    {
        double[] logits = [.. Enumerable.Range(0, Places + 1).Select(i => Widest * (2.0 * i / Places - 1))];
        var inner = points.Where(point => point.Probability is > 0 and < 1).ToList();
        return new AnswerChart(
            experiment.Report.Question,
            $"The objective against θ, the logit of the first action in state {objective.State}, with its stationary points, and the final "
                + "objectives of the runs over their starts. Right: the runs against rounds, interquartile mean over the seeds with its 95 "
                + "% interval.",
            [
                new ChartPanel
                {
                    Quantity = "objective J",
                    Against = "θ = log p/(1 − p)",
                    Series =
                    [
                        Series("J(θ)", logits.Select(logit => ChartPoint.Of(logit, objective.Value(Sigmoid(logit)))), ChartStyle.Line, 0),
                        Series("stationary points", inner.Select(point => ChartPoint.Of(Logit(point), point.Value)), ChartStyle.Marks, 1),
                        Series("runs, over their start", starts.SelectMany(start => start.Ends), ChartStyle.Marks, 2),
                    ],
                },
                new ChartPanel
                {
                    Quantity = "objective along the runs",
                    Against = "round",
                    Series =
                    [
                        .. starts.Select((start, i) =>
                            Series($"from θ = {AnswerText.Setting(start.Logit)}", start.Curve, ChartStyle.Line, i)),
                    ],
                },
            ]);
    }

    private static ChartSeries Series(string name, IEnumerable<ChartPoint> points, ChartStyle style, int hue) =>
        new(name, [.. points], style) { Hue = hue };

    private static double Logit(StationaryPoint point) => Math.Log(point.Probability / (1 - point.Probability));

    private static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));

    private sealed class Start(VariantResult variant, OneParameterObjective objective, ImmutableArray<StationaryPoint> points)
    {
        public VariantResult Variant => variant;

        public double Logit => variant.Settings.Policy.InitialLogit;

        public StationaryPoint Ascent { get; } = objective.EndOfAscent(Sigmoid(variant.Settings.Policy.InitialLogit), points);

        /// <summary>The final objective of each run.</summary>
        public IEnumerable<ChartPoint> Ends => variant.Runs.Select(run => ChartPoint.Of(Logit, run.Final));

        public IEnumerable<ChartPoint> Curve => variant.Points(row => row.Round, row => row.Objective);

        public Estimate Final { get; } = variant.Estimate(run => run.Final);

        /// <summary>The number of runs that end nearer to the maximum of exact ascent than to any other.</summary>
        public int ThereAmong(List<StationaryPoint> maxima) => variant.Runs.Count(run => End(run, maxima) == Ascent);

        public string[] Row(StationaryPoint best) =>
        [
            AnswerText.Setting(Logit), AnswerText.Number(Sigmoid(Logit)), AnswerText.Number(Ascent.Probability),
            AnswerText.Objective(Ascent.Value), AnswerText.Objective(Final), AnswerText.Number(Final.Below(best.Value)),
        ];
    }
}
