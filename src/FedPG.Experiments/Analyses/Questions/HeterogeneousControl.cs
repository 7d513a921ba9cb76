using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// What a common policy costs against the agents' own ones in worlds with continuous states, with and without a correction of the drift
/// of local steps; and what more agents buy where they do not differ. A world is a variant or a point of its sweep; all its runs use
/// equally many samples.
/// </summary>
internal sealed class HeterogeneousControl : IAnalysis
{
    private const string Own = "independent";

    public string Claim =>
        "A common policy costs more against the agents' own ones the more the agents differ, a correction of drift does not make it worse, "
        + "and with equal agents and η ∝ M the rounds to a gap fall about as 1/M.";

    public Finding Find(AnalysisInput experiment)
    {
        var worlds = experiment.Variants.GroupBy(NameOf).Select(group => World.Of(group.Key, [.. group])).OfType<World>().ToList();
        if (worlds.Count == 0) throw experiment.Lacking("no world with independent and another algorithm", "at least one");
        var speeds = experiment.Variants.Where(variant => !worlds.Exists(world => world.Has(variant)))
            .GroupBy(variant => variant.Environment).Select(group => AgentSpeed.Of(group, experiment.Report.Gaps)).OfType<AgentSpeed>()
            .ToList();
        var (first, last) = (worlds[0], worlds.Last(world => world.Kind == worlds[0].Kind));
        bool grows = first == last ? last.Price.Low > 0 : last.Price.Low > first.Price.High;
        bool falls = first == last ? last.Price.High < 0 : last.Price.High < first.Price.Low;
        bool isWorse = worlds.Any(world => world.IsWorseCorrected);
        return new Finding(
            falls || isWorse || speeds.Exists(speed => speed.IsSlower) ? Agreement.Disagrees
            : grows && speeds.TrueForAll(speed => speed.IsLinear) ? Agreement.Agrees
            : Agreement.Inconclusive,
            string.Join(' ', worlds.Select(world => world.Sentence).Concat(speeds.Select(speed => speed.Sentence))),
            AnswerTable.Of(
                ["world", "algorithm", "last objective", "mean own objective", "best common", "mean of own optima", "drift"],
                worlds.SelectMany(world => world.Rows)),
            new AnswerChart(
                experiment.Report.Question,
                "The last world of each kind: objective against rounds, of independent agents that of each agent's own policy at home"
                    + $"{(speeds.Count == 0 ? "" : ", and rounds to a gap against the number of equal agents")}: "
                    + "interquartile mean over the seeds with its 95 % interval.",
                [.. worlds.GroupBy(world => world.Kind).Select(kind => kind.Last().Panel), .. speeds.Select(speed => speed.Panel)]));
    }

    private static string NameOf(VariantResult variant) =>
        variant.Environment.StartsWith(variant.World, StringComparison.Ordinal)
            ? variant.Environment
            : $"{variant.World}, {variant.Environment}";

    /// <summary>The variants of one world.</summary>
    private sealed record World(string Name, Type Kind, VariantResult Independent, IReadOnlyList<VariantResult> Common)
    {
        private VariantResult Plain { get; } = Common.FirstOrDefault(variant => !IsCorrected(variant)) ?? Common[0];

        public static World? Of(string name, List<VariantResult> variants)
        {
            var own = variants.Find(variant => variant.Settings.Algorithm == Own);
            var common = variants.Where(variant => variant.Settings.Algorithm != Own).ToList();
            return own is null || common.Count == 0 ? null : new World(name, own.Settings.Environment.GetType(), own, common);
        }

        /// <summary>Whether a variant is one of the world's.</summary>
        public bool Has(VariantResult variant) => variant == Independent || Common.Contains(variant);

        /// <summary>What the common policy costs: own policies' value less its own.</summary>
        public Estimate Price => Difference(Independent, run => run.Summary.OwnObjective, Plain);

        /// <summary>Whether a corrected run ends clearly below the uncorrected one.</summary>
        public bool IsWorseCorrected => Common.Where(IsCorrected)
            .Any(variant => variant.Estimate(run => run.Final).High < Plain.Estimate(run => run.Final).Low);

        public string Sentence
        {
            get
            {
                var others = Common.Where(variant => variant != Plain)
                    .Select(variant => $"{variant.Settings.Algorithm} {AnswerText.Number(variant.Estimate(run => run.Final))}");
                string more = Common.Count == 1 ? "" : $" ({NameList.And(others)})";
                string exact = Plain.References.BestCommonLinear is { } common && Plain.References.UpperBound is { } bound
                    ? $", where the best common linear policy has {AnswerText.Number(common)} and the agents' own optima "
                        + $"{AnswerText.Number(bound)}"
                    : "";
                return $"In {Name}, {Plain.Settings.Algorithm} ends at {AnswerText.Number(Plain.Estimate(run => run.Final))}{more}, "
                    + $"{AnswerText.Number(Price)} below the agents' own policies{exact}.";
            }
        }

        public IEnumerable<string[]> Rows => Common.Append(Independent).Select(variant => (string[])
        [
            Name, variant.Settings.Algorithm, AnswerText.Number(variant.Estimate(run => run.Final)),
            AnswerText.Number(variant.Estimate(run => run.IsFailed ? double.NegativeInfinity : run.Summary.OwnObjective)),
            Exact(variant.References.BestCommonLinear ?? variant.References.BestStationary), Exact(variant.References.UpperBound),
            AnswerText.Number(variant.Estimate(run => run.Late(row => row.Drift, failed: double.PositiveInfinity))),
        ]);

        public ChartPanel Panel => new()
        {
            Quantity = Name,
            Against = "round",
            Series =
            [
                .. Common.Select((variant, i) =>
                    new ChartSeries(
                        variant.Settings.Algorithm, variant.Points(row => row.Round, row => row.Objective), ChartStyle.Line) { Hue = i }),
                new ChartSeries(Own, Independent.Points(row => row.Round, row => row.OwnObjective), ChartStyle.Line) { Hue = 5 },
            ],
        };

        private static bool IsCorrected(VariantResult variant) =>
            variant.Settings.Algorithm is "scaffold-pg" or "fast-fedpg" or "fedprox-pg" or "fedsvrpg-m";

        private static string Exact(double? value) => value is { } known ? AnswerText.Number(known) : NumberText.None;

        /// <summary>The difference of the values of runs with the same seed.</summary>
        private static Estimate Difference(VariantResult one, Func<RunResult, double> value, VariantResult other) =>
            one.Runs.Length == other.Runs.Length
                ? Estimate.Of([.. one.Runs.Zip(other.Runs, (a, b) => value(a) - b.Final)])
                : Estimate.Exact(one.Estimate(value).Value - other.Estimate(run => run.Final).Value);
    }
}
