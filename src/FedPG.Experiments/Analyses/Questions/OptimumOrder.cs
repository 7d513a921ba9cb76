using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;
using FedPG.Scoring;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// The kind of the best common policy. With different kernels: deterministic &lt; stationary &lt; period 2 &lt; upper bound. With different
/// rewards alone the best stationary policy is deterministic. The reference values are compared; runs show what is reached.
/// </summary>
internal sealed class OptimumOrder : IAnalysis
{
    // Reference values come from a search that ends within this of the optimum.
    private const double Tolerance = 1e-3;

    public string Claim =>
        "With different kernels the best common policy is stochastic, one that changes over time is better still, and no common policy "
        + "attains the mean of the agents' own optima; with different rewards alone a deterministic one is best.";

    public Finding Find(AnalysisInput experiment)
    {
        var worlds = experiment.Variants.GroupBy(variant => variant.Environment).Select(world => World.Of(experiment, [.. world])).ToList();
        var kernels = worlds.Where(world => world.EpsilonP > 0).ToList();
        var rewards = worlds.Where(world => world.EpsilonP == 0).ToList();
        bool isAsClaimed = kernels.All(world => world.IsOrdered) && rewards.All(world => world.IsDeterministic);
        string ordered = kernels.Count == 0 ? "" : string.Join(' ', kernels.Select(Sentence));
        string deterministic = rewards.Count == 0
            ? ""
            : $" In {rewards.Count(world => world.IsDeterministic)} of {rewards.Count} environments that differ in rewards alone the "
                + "best stationary policy found is deterministic "
                + $"(largest difference {AnswerText.Number(rewards.Max(world => world.Stationary - world.Deterministic))}).";
        return new Finding(
            worlds.Count == 0 ? Agreement.Inconclusive : isAsClaimed ? Agreement.Agrees : Agreement.Disagrees,
            (ordered + deterministic).Trim(),
            AnswerTable.Of(
                [
                    "environment", "ε_P", "ε_r", "best deterministic", "best stationary", "best of period 2", "upper bound",
                    .. worlds[0].Reached.Select(reached => $"reached by {reached.Name}"),
                ],
                worlds.Select(Row)),
            Chart(experiment, worlds));
    }

    private static string Sentence(World world) =>
        $"In {world.Name}: {AnswerText.Objective(world.Deterministic)} deterministic, {AnswerText.Objective(world.Stationary)} stationary, "
        + $"{AnswerText.Objective(world.Periodic)} of period 2, {AnswerText.Objective(world.Bound)} upper bound "
        + $"({(world.IsOrdered ? "strictly in this order" : "not strictly in this order")}); "
        + $"{NameList.And(world.Reached.Select(reached => $"{reached.Name} reaches {AnswerText.Objective(reached.Value)}"))}.";

    private static string[] Row(World world) =>
    [
        world.Name, AnswerText.Number(world.EpsilonP), AnswerText.Number(world.EpsilonR), AnswerText.Objective(world.Deterministic),
        AnswerText.Objective(world.Stationary), AnswerText.Objective(world.Periodic), AnswerText.Objective(world.Bound),
        .. world.Reached.Select(reached => AnswerText.Objective(reached.Value)),
    ];

    private static AnswerChart Chart(AnalysisInput experiment, List<World> worlds)
    {
        ChartSeries Of(string name, Func<World, double> value, int hue) =>
            new(name, [.. worlds.Select((world, i) => ChartPoint.Of(i + 1, world.Bound - value(world)))], ChartStyle.Marks) { Hue = hue };
        var reached = worlds[0].Reached.Select((line, k) => new ChartSeries(
            $"{line.Name} (runs)",
            [.. worlds.Select((world, i) => ChartPoint.Of(i + 1.15 + 0.1 * k, world.Reached[k].Value.Below(world.Bound)))],
            ChartStyle.Marks)
        { Hue = 3 + k });
        return new AnswerChart(
            experiment.Report.Question,
            "The gap of the best policies of each kind, and of the runs, to the mean of the agents' own optima. "
                + $"{string.Join("; ", worlds.Select((world, i) => $"{i + 1}: {world.Name}"))}.",
            [
                new ChartPanel
                {
                    Quantity = "below the upper bound",
                    Against = "environment",
                    IsValueLogarithmic = true,
                    Ticks = [.. worlds.Select((_, i) => (i + 1.0, $"{i + 1}"))],
                    Series =
                    [
                        Of("best deterministic", world => world.Deterministic, 0), Of("best stationary", world => world.Stationary, 1),
                        Of("best of period 2", world => world.Periodic, 2), .. reached,
                    ],
                },
            ]);
    }

    private sealed record World(
        string Name, double EpsilonP, double EpsilonR, double Deterministic, double Stationary, double Periodic, double Bound)
    {
        public required List<(string Name, Estimate Value)> Reached { get; init; }

        public bool IsOrdered =>
            Stationary > Deterministic + Tolerance && Periodic > Stationary + Tolerance && Bound > Periodic + Tolerance;

        /// <summary>Whether the best stationary policy found is deterministic.</summary>
        public bool IsDeterministic => Stationary - Deterministic <= Tolerance;

        public static World Of(AnalysisInput experiment, List<VariantResult> variants)
        {
            var first = variants[0];
            var environments = experiment.EnvironmentsOf(first);
            var values = first.References;
            return new World(
                first.Environment, Heterogeneity.Transitions(environments), Heterogeneity.Rewards(environments),
                values.BestDeterministic ?? double.NaN, first.Best,
                values.BestPeriodic.FirstOrDefault(periodic => periodic.Period == 2)?.Value ?? double.NaN, values.UpperBound ?? double.NaN)
            {
                Reached = [.. variants.Select(variant => (NameOf(variant), variant.Estimate(run => run.Final)))],
            };
        }

        private static string NameOf(VariantResult variant)
        {
            int period = variant.Settings.Policy.Period;
            return period > 1 ? $"{variant.Settings.Algorithm} of period {period}" : variant.Settings.Algorithm;
        }
    }
}
