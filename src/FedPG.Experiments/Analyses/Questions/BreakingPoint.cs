using System.Collections.Immutable;
using FedPG.Diagnostics;
using FedPG.Experiments.Statistics;
using FedPG.Scoring;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// How much heterogeneity federation bears: for each family of worlds, along its setting, the gap to the best stationary policy, whether runs fail, and where
/// agents that learn alone (<c>independent</c>) are better off at home.
/// </summary>
internal sealed class BreakingPoint : IAnalysis
{
    private const double Resolution = 0.01;

    public string Claim => "";

    public Finding Find(FinishedExperiment experiment)
    {
        experiment.Require(variant => variant.Settings.Algorithm == "independent", 1, "variants of independent");
        var families = experiment.Variants.Where(variant => variant.Settings.Algorithm != "independent").GroupBy(Name)
            .Select(family => new Family(family.Key, [.. family.Select(variant => Place.Of(experiment, variant)).OfType<Place>().OrderBy(place => place.At)]))
            .Where(family => family.Places.Length > 0).ToList();
        if (families.Count == 0) throw new SpecificationException($"{experiment.Path}: fedpg.report.analysis = breaking-point", "no federated variant with a counterpart that is independent", "a sweep of algorithm");
        return new Finding(
            Agreement.Open,
            string.Join(' ', families.Select(Sentence)),
            AnswerTable.Of(
                ["family", "setting", "ε_P", "ε_r", "gap to best stationary, share of what can be gained", "federated, value at home", "alone, value at home", "federation pays", "failed runs"],
                families.SelectMany(family => family.Places.Select(place => place.Row(family.Name)))),
            Chart(experiment, families));
    }

    /// <summary>The variant; where there is none, a label is the algorithm's, and the environment's name says what is swept.</summary>
    private static string Name(FinishedVariant variant) => variant.Family == variant.Settings.Algorithm ? variant.Environment.Split(' ')[0] : variant.Family;

    private static string Sentence(Family family)
    {
        int failed = family.Places.Sum(place => place.Failed);
        string trouble = failed == 0 ? "" : $", {failed} runs failed or collapsed";
        var (first, last) = (family.Places[0], family.Places[^1]);
        var loses = family.Places.Where(place => place.Advantage.High < 0).ToList();
        string pays = $"federation clearly pays {Settings(family.Places.Where(place => place.Advantage.Low > 0))} and clearly loses {Settings(loses)}";
        string turning = loses.Count > 0 && family.Turning is { } at ? $", the turn being near {AnswerText.Number(at)}" : "";
        return $"{family.Name}: {pays}{turning}; the gap goes from {AnswerText.Percent(Rounded(first.Share.Value))} to {AnswerText.Percent(Rounded(last.Share.Value))} of what can be gained{trouble}.";
    }

    private static string Settings(IEnumerable<Place> places) => places.Any() ? $"at {AnswerText.List(places.Select(place => AnswerText.Setting(place.At)))}" : "nowhere";

    private static double Rounded(double share) => double.IsFinite(share) ? Math.Round(share, 4) : share;

    private static AnswerChart Chart(FinishedExperiment experiment, List<Family> families) => new(
        experiment.Report.Question,
        "Left: gap to the best stationary policy. Right: value at home of the common policy less that of the agents' own, above 0 where federation pays. Shares of what there is to gain from the first policy on; "
            + "interquartile mean over the seeds with its 95 % interval.",
        [
            Panel("gap, share of what can be gained", families, place => place.Share, []),
            Panel("advantage over learning alone", families, place => place.Advantage, [("", 0)]),
        ]);

    private static ChartPanel Panel(string quantity, List<Family> families, Func<Place, Estimate> value, ImmutableArray<(string, double)> lines) => new()
    {
        Quantity = quantity,
        Against = "ε or κ",
        References = lines,
        Series = [.. families.Select((family, i) => new ChartSeries(family.Name, [.. family.Places.Select(place => ChartPoint.Of(place.At, value(place)))]) { Hue = i })],
    };

    private sealed record Family(string Name, ImmutableArray<Place> Places)
    {
        /// <summary>Where the advantage first falls through 0, linear between the places; none if it does not.</summary>
        public double? Turning
        {
            get
            {
                for (int i = 1; i < Places.Length; i++)
                {
                    double before = Places[i - 1].Advantage.Value, after = Places[i].Advantage.Value;
                    if (before > 0 && after <= 0) return Places[i - 1].At + (Places[i].At - Places[i - 1].At) * before / (before - after);
                }

                return null;
            }
        }
    }

    private sealed record Place(double At, double EpsilonP, double EpsilonR, Estimate Share, Estimate Advantage, Estimate Together, Estimate Alone, int Failed)
    {
        /// <summary>A federated variant with its independent counterpart: the same family at the same setting.</summary>
        public static Place? Of(FinishedExperiment experiment, FinishedVariant federated)
        {
            var alone = experiment.Variants.FirstOrDefault(other => other.Settings.Algorithm == "independent" && other.Environment == federated.Environment && Name(other) == Name(federated));
            if (alone is null) return null;
            var environments = experiment.EnvironmentsOf(federated);
            double gain = federated.Best - federated.Runs[0].Rows[0].Objective;
            var others = alone.Runs.ToDictionary(run => run.Summary.Seed);
            return new Place(
                SettingOf(federated), Heterogeneity.Transitions(environments), Heterogeneity.Rewards(environments),
                federated.Estimate(run => (run.Best - run.Late(row => row.Objective)) / gain),
                federated.Estimate(run => (run.Late(row => row.OwnObjective) - others[run.Summary.Seed].Late(row => row.OwnObjective)) / gain),
                federated.Estimate(run => run.Late(row => row.OwnObjective)),
                alone.Estimate(run => run.Late(row => row.OwnObjective)),
                federated.Runs.Count(run => run.IsFailed || Divergence.Of(
                    [.. run.Rows.Select(row => row.Objective)], run.Rows.Sum(row => (long)row.Tally.Refused), Resolution * gain) is Progress.Collapsed or Progress.Diverged));
        }

        public string[] Row(string family) =>
        [
            family, AnswerText.Setting(At), AnswerText.Number(EpsilonP), AnswerText.Number(EpsilonR), AnswerText.Number(Share), AnswerText.Objective(Together), AnswerText.Objective(Alone),
            Advantage.Low > 0 ? "yes" : Advantage.High < 0 ? "no" : "within noise", $"{Failed}",
        ];

        /// <summary>The swept setting of the environment.</summary>
        private static double SettingOf(FinishedVariant variant) => variant.Runs[0].Specification.Point
            .Where(value => value.Setting.StartsWith("environment.", StringComparison.Ordinal))
            .Select(value => double.Parse(value.Value, System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();
    }
}
