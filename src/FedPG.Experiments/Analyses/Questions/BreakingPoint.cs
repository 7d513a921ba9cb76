using System.Collections.Immutable;
using System.Globalization;
using FedPG.Diagnostics;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;
using FedPG.Scoring;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// How much heterogeneity federation tolerates. For each family of environments, along its swept setting: the gap to the best stationary
/// policy, failed runs, and whether agents that learn alone (<c>independent</c>) do better in their own environments.
/// </summary>
internal sealed class BreakingPoint : IAnalysis
{
    private const double Resolution = 0.01;

    public string Claim => "";

    public Finding Find(AnalysisInput experiment)
    {
        experiment.Require(variant => variant.Settings.Algorithm == "independent", 1, "variants of independent");
        var families = experiment.Variants.Where(variant => variant.Settings.Algorithm != "independent").GroupBy(Name)
            .Select(family => new Family(family.Key, Places(experiment, family)))
            .Where(family => family.Places.Length > 0).ToList();
        if (families.Count == 0)
            throw experiment.Lacking("no federated variant with a counterpart that is independent", "a sweep of algorithm");
        return new Finding(
            Agreement.Open,
            string.Join(' ', families.Select(Sentence)),
            AnswerTable.Of(
                [
                    "family", "setting", "ε_P", "ε_r", "gap to best stationary, share of what can be gained",
                    "federated, value in own environment", "alone, value in own environment", "federation is better", "failed runs",
                ],
                families.SelectMany(family => family.Places.Select(place => place.Row(family.Name)))),
            Chart(experiment, families));
    }

    /// <summary>The family's name; for a variant named after its algorithm, the type of its environment.</summary>
    private static string Name(VariantResult variant) =>
        variant.Family == variant.Settings.Algorithm ? variant.Environment.Split(' ')[0] : variant.Family;

    private static ImmutableArray<Place> Places(AnalysisInput experiment, IEnumerable<VariantResult> family) =>
        [.. family.Select(variant => Place.Of(experiment, variant)).OfType<Place>().OrderBy(place => place.At)];

    private static string Sentence(Family family)
    {
        int failed = family.Places.Sum(place => place.Failed);
        string trouble = failed == 0 ? "" : $", {failed} runs failed or collapsed";
        var (first, last) = (family.Places[0], family.Places[^1]);
        var loses = family.Places.Where(place => place.Advantage.High < 0).ToList();
        string pays = $"federation is clearly better {Settings(family.Places.Where(place => place.Advantage.Low > 0))} "
            + $"and clearly worse {Settings(loses)}";
        string turning = loses.Count > 0 && family.Turning is { } at ? $", with break-even near {AnswerText.Number(at)}" : "";
        return $"{family.Name}: {pays}{turning}; the gap goes from {AnswerText.Percent(Rounded(first.Share.Value))} to "
            + $"{AnswerText.Percent(Rounded(last.Share.Value))} of what can be gained{trouble}.";
    }

    private static string Settings(IEnumerable<Place> places) =>
        places.Any() ? $"at {NameList.And(places.Select(place => AnswerText.Setting(place.At)))}" : "nowhere";

    private static double Rounded(double share) => double.IsFinite(share) ? Math.Round(share, 4) : share;

    private static AnswerChart Chart(AnalysisInput experiment, List<Family> families) => new(
        experiment.Report.Question,
        "Left: gap to the best stationary policy. Right: value of the common policy in the agents' own environments minus that of "
            + "their own policies, above 0 where federation is better. Shares of the initial gap; interquartile mean over the "
            + "seeds with its 95 % interval.",
        [
            Panel("gap, share of what can be gained", families, place => place.Share, []),
            Panel("advantage over learning alone", families, place => place.Advantage, [("", 0)]),
        ]);

    private static ChartPanel Panel(
        string quantity, List<Family> families, Func<Place, Estimate> value, ImmutableArray<(string, double)> lines) => new()
        {
            Quantity = quantity,
            Against = "ε or κ",
            References = lines,
            Series =
        [
            .. families.Select((family, i) => new ChartSeries(
                family.Name, [.. family.Places.Select(place => ChartPoint.Of(place.At, value(place)))]) { Hue = i }),
        ],
        };

    private sealed record Family(string Name, ImmutableArray<Place> Places)
    {
        /// <summary>The setting at which the advantage first falls through 0, linear between the places; null if it does not.</summary>
        public double? Turning
        {
            get
            {
                for (int i = 1; i < Places.Length; i++)
                {
                    double before = Places[i - 1].Advantage.Value, after = Places[i].Advantage.Value;
                    if (before > 0 && after <= 0)
                        return Places[i - 1].At + (Places[i].At - Places[i - 1].At) * before / (before - after);
                }

                return null;
            }
        }
    }

    private sealed record Place(
        double At, double EpsilonP, double EpsilonR, Estimate Share, Estimate Advantage, Estimate Together, Estimate Alone, int Failed)
    {
        /// <summary>A federated variant with its independent counterpart: the same family at the same setting.</summary>
        public static Place? Of(AnalysisInput experiment, VariantResult federated)
        {
            var alone = experiment.Variants.FirstOrDefault(other =>
                other.Settings.Algorithm == "independent" && other.Environment == federated.Environment && Name(other) == Name(federated));
            if (alone is null) return null;
            var environments = experiment.EnvironmentsOf(federated);
            double gain = federated.Best - federated.Runs[0].Rows[0].Objective;
            var others = alone.Runs.ToDictionary(run => run.Summary.Seed);
            return new Place(
                SettingOf(federated), Heterogeneity.Transitions(environments), Heterogeneity.Rewards(environments),
                federated.Estimate(run => (run.Best - run.Late(row => row.Objective)) / gain),
                federated.Estimate(run => (Own(run) - Own(others[run.Summary.Seed])) / gain),
                federated.Estimate(Own),
                alone.Estimate(Own),
                federated.Runs.Count(run => run.IsFailed || IsLost(run, gain)));
        }

        public string[] Row(string family) =>
        [
            family, AnswerText.Setting(At), AnswerText.Number(EpsilonP), AnswerText.Number(EpsilonR), AnswerText.Number(Share),
            AnswerText.Objective(Together), AnswerText.Objective(Alone),
            Advantage.Low > 0 ? "yes" : Advantage.High < 0 ? "no" : "within noise", $"{Failed}",
        ];

        private static double Own(RunResult run) => run.Late(row => row.OwnObjective);

        private static bool IsLost(RunResult run, double gain)
        {
            long refused = run.Rows.Sum(row => (long)row.Tally.Refused);
            var progress = Divergence.Of([.. run.Rows.Select(row => row.Objective)], refused, Resolution * gain);
            return progress is Progress.Collapsed or Progress.Diverged;
        }

        /// <summary>The swept setting of the environment.</summary>
        private static double SettingOf(VariantResult variant) => variant.Runs[0].Specification!.Point
            .Where(value => value.Setting.StartsWith("environment.", StringComparison.Ordinal))
            .Select(value => double.Parse(value.Value, CultureInfo.InvariantCulture)).FirstOrDefault();
    }
}
