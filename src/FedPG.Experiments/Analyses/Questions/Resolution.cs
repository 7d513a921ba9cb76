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
/// rounding the optimal actions costs, in trajectories and by formula, and beside a Gaussian policy, whose actions are not rounded.
/// </summary>
internal sealed class Resolution : IAnalysis
{
    private const string Bits = "bits";

    /// <summary>What learning may cost beyond rounding, relative to the optimum.</summary>
    private const double Allowance = 0.1;

    /// <summary>The trajectories of a rounded policy.</summary>
    private const int Episodes = 1000;

    public string Claim =>
        "A policy over b bits ends within 10 % of the optimum beyond what rounding the optimal actions to 2^b levels costs.";

    public Finding Find(AnalysisInput experiment)
    {
        var costs = new Dictionary<(string, int), Rounding>();
        var levels = experiment.Require(variant => !IsGaussian(variant), 1, "variants with levels")
            .Select(variant => Point.Of(variant, costs)).OrderBy(point => point.Bits).ToList();
        var free = experiment.Variants.Where(IsGaussian).Select(variant => Point.Of(variant, costs)).MinBy(point => point.Gap.Value);
        var bits = levels.FindAll(point => point.Name == Bits) is { Count: > 0 } trees ? trees : levels;
        bool isWithin = bits.TrueForAll(point => point.Gap.High <= point.Rounding.Cost + Allowance);
        bool isBeyond = bits.Exists(point => point.Gap.Low > point.Rounding.Cost + Allowance);
        string gaussian = free is null ? "" : $" A Gaussian policy ends {AnswerText.Percent(free.Gap)} above.";
        return new Finding(
            isWithin ? Agreement.Agrees : isBeyond ? Agreement.Disagrees : Agreement.Inconclusive,
            $"The cost ends above the optimum: {string.Join("; ", levels.GroupBy(point => point.Name).Select(Sentence))}. Rounding the "
                + $"optimal actions costs {NameList.And(levels.DistinctBy(point => point.Bits).Select(Price))}.{gaussian}",
            AnswerTable.Of(
                ["policy", "b", "step Δ", "cost above the optimum", "rounding alone", "by formula"],
                levels.Append(free).OfType<Point>().Select(Row)),
            Chart(experiment.Report.Question, levels, free));
    }

    private static AnswerChart Chart(string question, List<Point> levels, Point? free)
    {
        return new AnswerChart(
            question,
            "What the last policies cost above the optimum, relative to it: interquartile mean over the seeds with its 95 % interval. "
                + "Lines: what rounding the optimal actions costs, and tr(R + γBᵀPB)Δ²/(12(1−γ)). Dashed: the Gaussian policy.",
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
                        Line("rounding alone", point => point.Rounding.Cost, hue: 4),
                        Line("by formula", point => point.Rounding.Formula, hue: 5),
                    ],
                    References = free is null ? [] : [("gaussian", free.Gap.Value)],
                    Ticks = [.. levels.Select(point => ((double)point.Bits, $"{point.Bits}")).Distinct()],
                },
            ]);

        ChartSeries Line(string name, Func<Point, double> value, int hue) => new(
            name, [.. levels.DistinctBy(point => point.Bits).Select(point => ChartPoint.Of(point.Bits, value(point)))], ChartStyle.Line)
        {
            Hue = hue,
        };
    }

    private static bool IsGaussian(VariantResult variant) => variant.Settings.Policy.Family == "gaussian";

    private static string Sentence(IGrouping<string, Point> policy) =>
        $"of {policy.Key} by {NameList.And(policy.Select(point => $"{AnswerText.Percent(point.Gap)} with {point.Bits} bits"))}";

    private static string Price(Point point) =>
        $"{Percent(point.Rounding.Cost)} with {point.Bits} bits ({Percent(point.Rounding.Formula)} by the formula)";

    private static string Percent(double share) => AnswerText.Percent(Math.Round(share, 4));

    private static string[] Row(Point point) => point.Bits == 0
        ? [point.Name, NumberText.None, NumberText.None, AnswerText.Percent(point.Gap), NumberText.None, NumberText.None]
        :
        [
            point.Name, $"{point.Bits}", AnswerText.Number(point.Rounding.Step), AnswerText.Percent(point.Gap),
            Percent(point.Rounding.Cost), Percent(point.Rounding.Formula),
        ];

    /// <summary>The price of rounding relative to the optimum.</summary>
    /// <param name="Step">Δ.</param>
    /// <param name="Cost">In trajectories of the rounded optimal actions.</param>
    /// <param name="Formula">As of independent uniform errors.</param>
    private sealed record Rounding(double Step, double Cost, double Formula);

    /// <summary>A policy; with 0 bits if its actions are not rounded.</summary>
    private sealed record Point(string Name, int Bits, Estimate Gap, Rounding Rounding)
    {
        public static Point Of(VariantResult variant, Dictionary<(string, int), Rounding> costs)
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
            if (IsGaussian(variant)) return new Point("gaussian", 0, gap, new Rounding(0, 0, 0));
            string name = settings.Policy.Family != "softmax" ? settings.Policy.Family
                : settings.Algorithm == "b-rs-fedpg" ? Resolution.Bits : "softmax";
            var grid = new ActionGrid(environments.Shape, settings.Policy.Bits, settings.Policy.Decoding);
            var key = ($"{variant.Environment} {settings.Policy.Decoding}", grid.Bits);
            if (!costs.TryGetValue(key, out var rounding))
            {
                double formula = LinearGain.Of(system, gain, [], environments.Discount)!.QuantisationCost(grid.Step, environments.Discount);
                double cost = RoundedGain.Cost(environments, type: 0, gain, grid, Episodes);
                costs[key] = rounding = new Rounding(grid.Step, cost / Math.Abs(best), formula / Math.Abs(best));
            }

            return new Point(name, settings.Policy.Bits, gap, rounding);
        }
    }
}
