using System.Collections.Immutable;
using FedPG.Asynchrony;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Options;
using FedPG.References;
using FedPG.Scoring;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// What waiting for slow agents costs in simulated time, and what not waiting costs in bias: seconds to a gap and late gaps for each rule
/// of the server, beside the gap at the optimum of the objective in which every agent counts by its share in the steps. Variants of one
/// environment and estimator are one world.
/// </summary>
internal sealed class Waiting : IAnalysis
{
    /// <summary>Smaller shares of what can be gained count as nothing.</summary>
    private const double Resolution = 0.01;

    /// <summary>The rounds over which shares are taken; a schedule of slow and fast agents repeats itself long before.</summary>
    private const int ShareRounds = 4000;

    public string Claim => "Where agents differ, a server that does not wait ends at the optimum of an objective in which fast agents "
        + "count more, unless it corrects for that; where they are equal it ends at the optimum, and sooner.";

    public Finding Find(AnalysisInput experiment)
    {
        experiment.Require(variant => variant.Settings.Server.Mode != ServerOptions.Synchronous, 1, "variants with another server.mode");
        experiment.Require(IsWaiting, 1, "variants with synchronous rounds that wait for every agent");
        var worlds = experiment.Variants.GroupBy(variant => (variant.Environment, variant.Settings.Local.Estimator))
            .Select(world => World.Of(experiment, [.. world])).ToList();
        return new Finding(
            Verdict(worlds),
            string.Join(' ', worlds.Select(world => world.Sentence(experiment.Report.Gaps.Max()))),
            AnswerTable.Of(
                [
                    "environment", "server", "shares", .. experiment.Report.Gaps.Select(gap => $"seconds to {AnswerText.Percent(gap)}"),
                    "late gap", "gap of the shares",
                ],
                worlds.SelectMany(world => world.Rules.Select(rule => rule.Row(world.Name, experiment.Report.Gaps)))),
            Chart(experiment, worlds));
    }

    private static bool IsWaiting(VariantResult variant) => variant.Settings.Server is
    {
        Mode: ServerOptions.Synchronous, Participation: 1, Quorum: 1, Deadline: null,
    };

    private static Agreement Verdict(List<World> worlds)
    {
        var rules = worlds.SelectMany(world => world.Rules).ToList();
        bool isBiased = rules.Any(rule => rule.Expected > Resolution && rule.Late.Low > Resolution);
        if (isBiased && rules.All(rule => Math.Abs(rule.Late.Value - rule.Expected) < Math.Max(Resolution, rule.Expected / 10)))
            return Agreement.Agrees;
        bool isWrong = rules.Any(rule => rule.Expected > Resolution && rule.Late.High < Resolution);
        return isWrong ? Agreement.Disagrees : Agreement.Inconclusive;
    }

    private static AnswerChart Chart(AnalysisInput experiment, List<World> worlds) => new(
        experiment.Report.Question,
        "Gap to the best stationary policy against simulated time, as a share of what there is to gain from the first policy on; "
            + "interquartile mean over the seeds with its 95 % interval.",
        [
            .. worlds.Select(world => new ChartPanel
            {
                Quantity = $"{world.Name}: gap, share of what can be gained",
                Against = "simulated seconds",
                Series = [.. world.Rules.Select((rule, i) => new ChartSeries(rule.Name, rule.Points, ChartStyle.Line) { Hue = i })],
            }),
        ]);

    /// <summary>A rule of the server in a world.</summary>
    /// <param name="Variant">Its runs.</param>
    /// <param name="Gain">What can be gained from the first policy on.</param>
    /// <param name="Shares">How much each type counts, [types].</param>
    /// <param name="Expected">The gap at the optimum of the objective with these weights, as a share of the gain.</param>
    private sealed record Rule(VariantResult Variant, double Gain, ImmutableArray<double> Shares, double Expected)
    {
        public string Name => Variant.Family;

        public Estimate Late { get; } = Variant.Estimate(run => (run.Best - run.Late(row => row.Objective)) / Gain);

        public ImmutableArray<ChartPoint> Points =>
            Variant.Points(row => row.Tally.SimulatedSeconds, row => (Variant.Best - row.Objective) / Gain);

        public Estimate SecondsTo(double share) => Variant.Estimate(run => run.SecondsTo(share));

        public string[] Row(string world, IEnumerable<double> gaps) =>
        [
            world, Name, string.Join(" : ", Shares.Select(share => AnswerText.Setting(Math.Round(share, 3)))),
            .. gaps.Select(gap => AnswerText.Count(SecondsTo(gap))), AnswerText.Percent(Late),
            AnswerText.Percent(Math.Round(Expected, 5)),
        ];

        public static Rule Of(AnalysisInput experiment, VariantResult variant, double gain)
        {
            var (environments, settings) = (experiment.EnvironmentsOf(variant), variant.Settings);
            var specification = settings.ToFederation(environments, catalogue: experiment.Catalogue);
            var algorithm = experiment.Catalogue.CreateAlgorithm(specification);
            var agents = AgentShares.Of(specification, algorithm, Math.Min(settings.Rounds, ShareRounds));
            var shares = new double[environments.Types.Length];
            for (int agent = 0; agent < agents.Length; agent++) shares[environments.TypeOf(agent, settings.Agents)] += agents[agent];
            double objective = WeightedOptimum.Objective(environments, settings.Agents, [.. shares]);
            return new Rule(variant, gain, [.. shares], Math.Max(0, variant.Best - objective) / gain);
        }
    }

    private sealed record World(string Name, bool AreEqual, ImmutableArray<Rule> Rules)
    {
        public static World Of(AnalysisInput experiment, ImmutableArray<VariantResult> variants)
        {
            var (first, environments) = (variants[0], experiment.EnvironmentsOf(variants[0]));
            double gain = first.Best - first.Runs[0].Rows[0].Objective;
            bool areEqual = Heterogeneity.Transitions(environments) == 0 && Heterogeneity.Rewards(environments) == 0;
            return new World(
                $"{(areEqual ? "equal" : "different")} agents, {first.Settings.Local.Estimator}", areEqual,
                [.. variants.Select(variant => Rule.Of(experiment, variant, gain))]);
        }

        public string Sentence(double gap)
        {
            string times = string.Join(", ", Rules.Select(rule => $"{rule.Name} {AnswerText.Count(rule.SecondsTo(gap))}"));
            var biased = Rules.Where(rule => rule.Expected > Resolution).ToList();
            string bias = biased.Count == 0
                ? $"no rule is biased, and the largest late gap is {AnswerText.Percent(Rules.MaxBy(rule => rule.Late.Value)!.Late)}"
                : "biased: " + string.Join(", ", biased.Select(Bias)) + $"; the others end within {Others(biased)}";
            return $"{Name}: simulated seconds to a gap of {AnswerText.Percent(gap)}: {times}; {bias}.";
        }

        private static string Bias(Rule rule) =>
            $"{rule.Name} (late gap {AnswerText.Percent(rule.Late)} of what can be gained, "
            + $"{AnswerText.Percent(Math.Round(rule.Expected, 5))} at the optimum of its shares)";

        private string Others(List<Rule> biased) =>
            Rules.Except(biased).MaxBy(rule => rule.Late.Value) is { } most ? AnswerText.Percent(most.Late) : "nothing";
    }
}
