using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// The price of b bits in a linear-quadratic system: the late gap of policies with 2^b levels, relative to the optimum, beside what
/// rounding the optimal actions costs, in trajectories and by formula, and beside a Gaussian policy, whose actions are not rounded.
/// </summary>
internal sealed class Resolution : IAnalysis
{
    /// <summary>What learning may cost beyond rounding, relative to the optimum.</summary>
    private const double Allowance = 0.1;

    public string Claim =>
        "A policy over b bits ends within 10 % of the optimum beyond what rounding the optimal actions to 2^b levels costs.";

    public Finding Find(AnalysisInput experiment)
    {
        var costs = new Dictionary<(string, int), RoundingCost>();
        var levels = experiment.Require(variant => !ResolutionPoint.IsGaussian(variant), 1, "variants with levels")
            .Select(variant => ResolutionPoint.Of(variant, costs)).OrderBy(point => point.Bits).ToList();
        var free = experiment.Variants.Where(ResolutionPoint.IsGaussian).Select(variant => ResolutionPoint.Of(variant, costs))
            .MinBy(point => point.Gap.Value);
        var bits = levels.FindAll(point => point.Name == ResolutionPoint.Tree) is { Count: > 0 } trees ? trees : levels;
        bool isWithin = bits.TrueForAll(point => point.Gap.High <= point.Rounding.Cost + Allowance);
        bool isBeyond = bits.Exists(point => point.Gap.Low > point.Rounding.Cost + Allowance);
        string gaussian = free is null ? "" : $" A Gaussian policy ends {AnswerText.Percent(free.Gap)} above.";
        return new Finding(
            isWithin ? Agreement.Agrees : isBeyond ? Agreement.Disagrees : Agreement.Inconclusive,
            $"The cost ends above the optimum: {string.Join("; ", levels.GroupBy(point => point.Name).Select(Sentence))}. Rounding the "
                + $"optimal actions costs {NameList.And(levels.DistinctBy(point => point.Bits).Select(Price))}.{gaussian}",
            AnswerTable.Of(
                ["policy", "b", "step Δ", ResolutionChart.Cost, "rounding alone", "by formula"],
                levels.Append(free).OfType<ResolutionPoint>().Select(Row)),
            ResolutionChart.Of(experiment.Report.Question, levels, free));
    }

    private static string Sentence(IGrouping<string, ResolutionPoint> policy) =>
        $"of {policy.Key} by {NameList.And(policy.Select(point => $"{AnswerText.Percent(point.Gap)} with {point.Bits} bits"))}";

    private static string Price(ResolutionPoint point) =>
        $"{Percent(point.Rounding.Cost)} with {point.Bits} bits ({Percent(point.Rounding.Formula)} by the formula)";

    private static string Percent(double share) => AnswerText.Percent(Math.Round(share, 4));

    private static string[] Row(ResolutionPoint point) => point.Bits == 0
        ? [point.Name, NumberText.None, NumberText.None, AnswerText.Percent(point.Gap), NumberText.None, NumberText.None]
        :
        [
            point.Name, $"{point.Bits}", AnswerText.Number(point.Rounding.Step), AnswerText.Percent(point.Gap),
            Percent(point.Rounding.Cost), Percent(point.Rounding.Formula),
        ];
}
