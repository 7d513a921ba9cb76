using System.Collections.Immutable;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// Which correction removes the bias of H local steps, at equal total samples: the late gap of noise-free runs above that of averaging with
/// the fewest steps; and the late gap and the variance with sampled gradients. Gaps are shares of what can be gained. Variants of one
/// environment are one world.
/// </summary>
internal sealed class DriftCorrection : IAnalysis
{
    public string Claim => "SCAFFOLD removes the bias at every H, Fast-FedPG up to some H, and FedSVRPG-M does not.";

    public Finding Find(AnalysisInput experiment)
    {
        var worlds = experiment.Variants.GroupBy(variant => variant.Environment).Select(world => DriftWorld.Of([.. world]))
            .OfType<DriftWorld>().ToList();
        var names = worlds.SelectMany(world => world.Cells).Select(cell => cell.Algorithm).Distinct().ToList();
        if (names.Count < 2)
        {
            throw experiment.Lacking(
                "no correction beside s-fedpg without noise over several local.steps",
                "local.estimator = exact or expected, a sweep of local.steps and one of algorithm");
        }

        var corrections = names.Where(name => name != DriftWorld.Uncorrected).ToList();
        var biased = worlds.Where(world => world.BiasedSteps.Length > 0).ToList();
        return new Finding(
            Verdict(biased),
            $"{Bias(worlds, biased)}{string.Concat(corrections.Select(name => Removal(biased, name)))}{Sampling(worlds, names)}",
            AnswerTable.Of(
                ["environment", "algorithm", "H", "exact late gap", "bias", "sampled late gap", "variance of a local result"],
                worlds.SelectMany(world => world.Cells.Select(cell => cell.Row(world)))),
            Chart(experiment, worlds, names));
    }

    private static Agreement Verdict(List<DriftWorld> biased)
    {
        bool Has(string name) => biased.Exists(world => world.Has(name));
        if (!Has("scaffold-pg") && !Has("fast-fedpg") && !Has("fedsvrpg-m")) return Agreement.Inconclusive;
        var scaffold = biased.Where(world => world.Has("scaffold-pg"));
        var fast = biased.Where(world => world.Has("fast-fedpg"));
        var momentum = biased.Where(world => world.Has("fedsvrpg-m"));
        return scaffold.All(world => world.RemovesAll("scaffold-pg")) && fast.All(world => world.RemovedUpTo("fast-fedpg") > 0)
            && !momentum.Any(world => world.RemovesAll("fedsvrpg-m"))
            ? Agreement.Agrees
            : Agreement.Disagrees;
    }

    private static string Bias(List<DriftWorld> worlds, List<DriftWorld> biased)
    {
        if (biased.Count == 0) return "Local steps leave no bias to correct.";
        var most = biased.MaxBy(world => world.LargestBias(DriftWorld.Uncorrected))!;
        return $"Local steps leave a bias in {biased.Count} of {worlds.Count} environments, of up to "
            + $"{Share(most.LargestBias(DriftWorld.Uncorrected))} of what can be gained ({most.Name}).";
    }

    private static string Removal(List<DriftWorld> biased, string name)
    {
        var known = biased.Where(world => world.Has(name)).ToList();
        if (known.Count == 0) return "";
        var groups = known.GroupBy(world => world.RemovesAll(name) ? int.MaxValue : world.RemovedUpTo(name), world => world.Name)
            .OrderByDescending(group => group.Key).ToList();
        var places = groups.Select(group => $"{How(group.Key)}{(groups.Count == 1 ? "" : $" in {NameList.And(group)}")}");
        return $" {name} removes it {NameList.And(places)}.";
    }

    private static string How(int steps) => steps switch
    {
        int.MaxValue => "at every H tried",
        0 => "at no H",
        _ => $"up to H = {steps}",
    };

    private static string Sampling(List<DriftWorld> worlds, List<string> names)
    {
        var sampled = worlds.SelectMany(world => world.Cells).Where(cell => cell.Sampled is not null && cell.Steps > 1);
        var steps = sampled.Select(cell => cell.Steps).Distinct().Order().ToList();
        if (steps.Count == 0) return "";
        string Over(Func<int, string> text) => NameList.And(steps.Select(text));
        var gaps = names.Select(name => $"{Over(h => Share(Mean(worlds, world => world.SampledGap(name, h))))} with {name}");
        var variances = names.Where(name => name != DriftWorld.Uncorrected)
            .Select(name => $"{Over(h => AnswerText.Number(Mean(worlds, world => world.VarianceRatio(name, h))))} times with {name}");
        return $" With sampled gradients and H = {Over(h => $"{h}")} the gap is {NameList.And(gaps)}. Sampling makes a local result vary, "
            + $"compared with {DriftWorld.Uncorrected}, {NameList.And(variances)}.";
    }

    /// <summary>The interquartile mean over the worlds that know a value; NaN if none does.</summary>
    private static double Mean(List<DriftWorld> worlds, Func<DriftWorld, double?> value)
    {
        double[] values = [.. worlds.Select(value).OfType<double>()];
        return values.Length == 0 ? double.NaN : InterquartileMean.Of(values);
    }

    private static string Share(double share) => AnswerText.Percent(double.IsFinite(share) ? Math.Round(share, 5) : share);

    private static AnswerChart Chart(AnalysisInput experiment, List<DriftWorld> worlds, List<string> names) => new(
        experiment.Report.Question,
        "Left: the late gap with exact gradients less that of s-fedpg with the fewest local steps, the largest over the environments. "
            + "Right: the late gap with sampled gradients, the interquartile mean over the environments. Both are shares of what can be "
            + $"gained from the first policy on; less than {AnswerText.Percent(DriftWorld.Resolution)} is drawn at this value.",
        [
            Panel("bias, exact gradients", names, worlds, (name, steps) => worlds.Max(world => world.Bias(name, steps) ?? double.NaN)),
            Panel("gap, sampled gradients", names, worlds, (name, steps) => Mean(worlds, world => world.SampledGap(name, steps))),
        ]);

    private static ChartPanel Panel(string quantity, List<string> names, List<DriftWorld> worlds, Func<string, int, double> value)
    {
        ImmutableArray<int> steps = [.. worlds.SelectMany(world => world.Cells).Select(cell => cell.Steps).Distinct().Order()];
        return new ChartPanel
        {
            Quantity = quantity,
            Against = "local steps H",
            IsValueLogarithmic = true,
            IsPlaceLogarithmic = true,
            Ticks = [.. steps.Select(h => ((double)h, $"{h}"))],
            Series =
            [
                .. names.Select((name, i) => new ChartSeries(name,
                    [.. steps.Select(h => ChartPoint.Of(h, Drawn(value(name, h)))).Where(point => !double.IsNaN(point.Value))])
                {
                    Hue = i,
                }),
            ],
        };
    }

    private static double Drawn(double share) => double.IsNaN(share) ? share : Math.Max(share, DriftWorld.Resolution);
}
