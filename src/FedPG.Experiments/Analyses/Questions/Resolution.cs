using FedPG.Control;
using FedPG.Control.Exact;
using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// The price of b bits in a linear-quadratic system: the late gap of policies with 2^b levels, relative to the optimum, beside what
/// rounding the optimal actions costs by formula, and beside a Gaussian policy, whose actions are not rounded.
/// </summary>
internal sealed class Resolution : IAnalysis
{
    /// <summary>What learning may cost beyond rounding, relative to the optimum.</summary>
    private const double Allowance = 0.1;

    public string Claim => "A policy over b bits ends within 10 % of the optimum beyond what rounding to 2^b levels costs.";

    public Finding Find(AnalysisInput experiment)
    {
        var levels = experiment.Require(variant => !IsGaussian(variant), 1, "variants with levels").Select(Point.Of)
            .OrderBy(point => point.Bits).ToList();
        var free = experiment.Variants.Where(IsGaussian).Select(Point.Of).MinBy(point => point.Gap.Value);
        bool isWithin = levels.All(point => point.Gap.High <= point.Rounding + Allowance);
        bool isBeyond = levels.Any(point => point.Gap.Low > point.Rounding + Allowance);
        string gaussian = free is null ? "" : $" A Gaussian policy ends {AnswerText.Percent(free.Gap)} above.";
        return new Finding(
            isWithin ? Agreement.Agrees : isBeyond ? Agreement.Disagrees : Agreement.Inconclusive,
            $"The cost ends above the optimum by {NameList.And(levels.Select(Sentence))}.{gaussian}",
            AnswerTable.Of(
                ["policy", "b", "step Δ", "cost above the optimum", "rounding alone"],
                levels.Append(free).OfType<Point>().Select(Row)),
            new AnswerChart(
                experiment.Report.Question,
                "What the last policies cost above the optimum, relative to it: interquartile mean over the seeds with its 95 % interval. "
                    + "Line: tr(R + γBᵀPB)Δ²/(12(1−γ)), what rounding costs. Dashed: the Gaussian policy.",
                [
                    new ChartPanel
                    {
                        Quantity = "cost above the optimum",
                        Against = "bits b",
                        IsValueLogarithmic = true,
                        Series =
                        [
                            .. levels.GroupBy(point => point.Name).Select((group, i) => new ChartSeries(
                                group.Key, [.. group.Select(point => ChartPoint.Of(point.Bits, point.Gap))]) { Hue = i }),
                            new ChartSeries(
                                "rounding alone",
                                [.. levels.DistinctBy(point => point.Bits).Select(point => ChartPoint.Of(point.Bits, point.Rounding))],
                                ChartStyle.Line) { Hue = 5 },
                        ],
                        References = free is null ? [] : [("gaussian", free.Gap.Value)],
                        Ticks = [.. levels.Select(point => ((double)point.Bits, $"{point.Bits}")).Distinct()],
                    },
                ]));
    }

    private static bool IsGaussian(VariantResult variant) => variant.Settings.Policy.Family == "gaussian";

    private static string Sentence(Point point) =>
        $"{AnswerText.Percent(point.Gap)} with {point.Bits} bits ({point.Name}; rounding alone costs "
        + $"{AnswerText.Percent(Math.Round(point.Rounding, 5))})";

    private static string[] Row(Point point) =>
    [
        point.Name, point.Bits == 0 ? NumberText.None : $"{point.Bits}", point.Bits == 0 ? NumberText.None : AnswerText.Number(point.Step),
        AnswerText.Percent(point.Gap), point.Bits == 0 ? NumberText.None : AnswerText.Percent(Math.Round(point.Rounding, 5)),
    ];

    /// <summary>A policy; with 0 bits if its actions are not rounded.</summary>
    private sealed record Point(string Name, int Bits, double Step, Estimate Gap, double Rounding)
    {
        public static Point Of(VariantResult variant)
        {
            var settings = variant.Settings;
            var environments = settings.Environment.Build(settings.Discount) as ControlEnvironments;
            var system = environments is null ? null : LinearQuadraticSystems.Of(environments.Types[0]);
            if (system is null)
            {
                throw new SpecificationException(
                    "fedpg.report.analysis = resolution", $"the environment {variant.Environment}", "chain-lqr or lqr");
            }

            var (best, gain) = Riccati.Optimum(system, environments!.Discount);
            var gap = variant.Estimate(run => run.GapTo(best));
            if (IsGaussian(variant)) return new Point("gaussian", 0, 0, gap, 0);
            var grid = new ActionGrid(environments.Shape, settings.Policy.Bits, settings.Policy.Decoding);
            double price = LinearGain.Of(system, gain, [], environments.Discount)!.QuantisationCost(grid.Step, environments.Discount);
            return new Point(variant.Settings.Algorithm, settings.Policy.Bits, grid.Step, gap, price / Math.Abs(best));
        }
    }
}
