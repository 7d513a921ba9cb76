using System.Collections.Immutable;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Scoring;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// What robust aggregators cost without an attacker, and what they save with one: late gaps for each rule, attack and fraction of Byzantine
/// agents, as shares of what can be gained. Variants of one environment are one world.
/// </summary>
internal sealed class Robustness : IAnalysis
{
    private const string Mean = "mean";

    /// <summary>Smaller shares of what can be gained count as nothing.</summary>
    private const double Resolution = 0.01;

    public string Claim => "Without an attacker, robust rules cost nothing where agents are equal and something where they differ.";

    public Finding Find(AnalysisInput experiment)
    {
        experiment.Require(
            variant => variant.Settings.Server.Aggregator == Mean && !IsAttacked(variant), 1,
            "variants with server.aggregator = mean without Byzantine agents");
        var worlds = experiment.Variants.GroupBy(variant => variant.Environment).Select(world => World.Of(experiment, [.. world]))
            .OfType<World>().ToList();
        if (worlds.Count == 0)
            throw experiment.Lacking("no aggregator beside mean without Byzantine agents", "a sweep of server.aggregator");
        var attacks = worlds.SelectMany(world => world.Rules).SelectMany(rule => rule.Attacked.Keys).Distinct()
            .OrderBy(attack => attack.Name, StringComparer.Ordinal).ThenBy(attack => attack.Fraction).ToList();
        return new Finding(
            Verdict(worlds),
            string.Join(' ', worlds.Select(world => world.Sentence())),
            AnswerTable.Of(
                ["environment", "rule", "no attacker", "price", .. attacks.Select(attack => attack.Text)],
                worlds.SelectMany(world => world.Rules.Select(rule => rule.Row(world, attacks)))),
            Chart(experiment, worlds));
    }

    private static bool IsAttacked(VariantResult variant) =>
        variant.Settings.Faults.Byzantine is { Fraction: > 0 } or { Agents.Length: > 0 };

    private static Agreement Verdict(List<World> worlds)
    {
        if (worlds.All(world => world.Robust.All(rule => world.AreEqual ? IsNothing(rule) : rule.Price.Value > -Resolution)
            && (world.AreEqual || world.Robust.Any(IsSomething))))
            return Agreement.Agrees;
        bool isWrong = worlds.Any(world => world.AreEqual ? world.Robust.Any(IsSomething) : world.Robust.All(IsNothing));
        return isWrong ? Agreement.Disagrees : Agreement.Inconclusive;
    }

    private static bool IsNothing(Rule rule) => rule.Price.High < Resolution;

    private static bool IsSomething(Rule rule) => rule.Price.Low > Resolution;

    private static AnswerChart Chart(AnalysisInput experiment, List<World> worlds) => new(
        experiment.Report.Question,
        "The largest late gap over the attacks against the fraction of Byzantine agents; at 0 without an attacker. Shares of what there is "
            + "to gain from the first policy on; interquartile mean over the seeds with its 95 % interval.",
        [
            .. worlds.Select(world => new ChartPanel
            {
                Quantity = $"{world.Name}: gap, share of what can be gained",
                Against = "fraction of Byzantine agents",
                Series = [.. world.Rules.Select((rule, i) => new ChartSeries(rule.Name, rule.Points()) { Hue = i })],
            }),
        ]);

    /// <summary>An attack by a share of the agents.</summary>
    private sealed record Attack(string Name, double Fraction)
    {
        public string Text => $"{Name} {AnswerText.Setting(Fraction)}";

        public static Attack Of(VariantResult variant)
        {
            var byzantine = variant.Settings.Faults.Byzantine;
            double listed = (double)byzantine.Agents.Distinct().Count() / variant.Settings.Agents;
            return new Attack(byzantine.Attack, byzantine.Fraction > 0 ? byzantine.Fraction : Math.Round(listed, 3));
        }
    }

    /// <summary>An aggregator in a world.</summary>
    /// <param name="Name">The aggregator.</param>
    /// <param name="Quiet">The gap without an attacker.</param>
    /// <param name="Price">The same less that of the mean, seed by seed.</param>
    /// <param name="Attacked">The gap under each attack.</param>
    private sealed record Rule(string Name, Estimate Quiet, Estimate Price, ImmutableDictionary<Attack, Estimate> Attacked)
    {
        /// <summary>The largest gap under an attack; null without attacks.</summary>
        public Estimate? Worst => Attacked.IsEmpty ? null : Attacked.Values.MaxBy(gap => gap.Value);

        public string[] Row(World world, List<Attack> attacks) =>
        [
            world.Name, Name, AnswerText.Percent(Quiet), Name == Mean ? "–" : AnswerText.Percent(Price),
            .. attacks.Select(attack => Attacked.TryGetValue(attack, out var gap) ? AnswerText.Percent(gap) : "–"),
        ];

        public ImmutableArray<ChartPoint> Points() =>
        [
            ChartPoint.Of(0, Quiet),
            .. Attacked.GroupBy(attack => attack.Key.Fraction).OrderBy(attacks => attacks.Key)
                .Select(attacks => ChartPoint.Of(attacks.Key, attacks.MaxBy(attack => attack.Value.Value).Value)),
        ];
    }

    private sealed record World(string Name, bool AreEqual, ImmutableArray<Rule> Rules)
    {
        public IEnumerable<Rule> Robust => Rules.Where(rule => rule.Name != Mean);

        /// <summary>The rules of a world; null if it has no mean and no other rule without an attacker.</summary>
        public static World? Of(AnalysisInput experiment, ImmutableArray<VariantResult> variants)
        {
            var quiet = variants.Where(variant => !IsAttacked(variant)).DistinctBy(Aggregator).ToList();
            if (quiet.Find(variant => Aggregator(variant) == Mean) is not { } mean || quiet.Count < 2) return null;
            var environments = experiment.EnvironmentsOf(mean);
            double gain = mean.Best - mean.Runs[0].Rows[0].Objective;
            double Gap(RunResult run) => (run.Best - run.Late(row => row.Objective)) / gain;
            var means = mean.Runs.ToDictionary(run => run.Summary.Seed, Gap);
            return new World(
                mean.World,
                Heterogeneity.Transitions(environments) == 0 && Heterogeneity.Rewards(environments) == 0,
                [
                    .. quiet.OrderByDescending(variant => variant == mean).Select(variant => new Rule(
                        Aggregator(variant), variant.Estimate(Gap),
                        variant.Estimate(run => means.TryGetValue(run.Summary.Seed, out double other) ? Gap(run) - other : double.NaN),
                        variants.Where(other => IsAttacked(other) && Aggregator(other) == Aggregator(variant)).DistinctBy(Attack.Of)
                            .ToImmutableDictionary(Attack.Of, other => other.Estimate(Gap)))),
                ]);
        }

        public string Sentence()
        {
            var (least, most) = (Robust.MinBy(rule => rule.Price.Value)!, Robust.MaxBy(rule => rule.Price.Value)!);
            string price = Robust.All(IsNothing) ? $"no robust rule costs more than {AnswerText.Percent(Resolution)} of what can be gained"
                : least == most ? $"{most.Name} costs {AnswerText.Percent(most.Price)} of what can be gained"
                : $"robustness costs from {AnswerText.Percent(least.Price)} of what can be gained ({least.Name}) to "
                    + $"{AnswerText.Percent(most.Price)} ({most.Name})";
            return $"{Name}: without an attacker {price}{Attacks()}.";
        }

        private string Attacks()
        {
            if (Robust.Where(rule => rule.Worst is not null).MinBy(rule => rule.Worst!.Value.Value) is not { } best) return "";
            string mean = Rules[0].Worst is { } worst ? $", the mean at {AnswerText.Percent(worst)}" : "";
            string gap = AnswerText.Percent(best.Worst!.Value);
            return $"; under the worst of the attacks {best.Name} does best and ends at a gap of {gap}{mean}";
        }

        private static string Aggregator(VariantResult variant) => variant.Settings.Server.Aggregator;
    }
}
