using System.Collections.Immutable;
using System.Globalization;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Files;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Configuration;

/// <summary>Refuses variants, sweeps and overrides that exceed a limit or contradict each other.</summary>
internal static class SweepRules
{
    /// <summary>Refuses more settings or runs than <see cref="InputLimits"/> allow.</summary>
    public static void RefuseTooMany(
        ConfigSection merged, ExperimentHeader header, ImmutableArray<(string Name, ConfigSection Layer)> variants,
        ImmutableArray<SweepAxis> sweep)
    {
        double own = variants.IsEmpty ? 1 : variants.Sum(variant => Product(SweepSection.Axes(variant.Layer)));
        double settings = own * Product(sweep), runs = settings * header.Seeds.Length;
        var deciding = (string[])["variants", "sweep"];
        string? source = deciding.Select(merged.Find)
            .OfType<ConfigSection>()
            .SelectMany(section => section.Entries)
            .Select(entry => entry.Value.Source)
            .FirstOrDefault();
        string subject = $"{source ?? merged.Find("seeds")!.Source}: fedpg";
        if (settings > InputLimits.Settings)
        {
            string found = string.Create(CultureInfo.InvariantCulture, $"{settings} settings (variants × points of the sweep)");
            throw new SpecificationException(subject, found, $"at most {InputLimits.Settings}");
        }

        if (runs > InputLimits.Runs)
        {
            string found = string.Create(CultureInfo.InvariantCulture, $"{runs} runs (variants × points of the sweep × seeds)");
            throw new SpecificationException(subject, found, $"at most {InputLimits.Runs}");
        }
    }

    private static double Product(ImmutableArray<SweepAxis> axes) => axes.Aggregate(1.0, (product, axis) => product * axis.Values.Length);

    /// <summary>Refuses a setting that is both swept and set, or swept twice.</summary>
    public static void RefuseSweptTwice(ConfigSection merged, ImmutableArray<(string Name, ConfigSection Layer)> variants)
    {
        var common = SweepSection.Axes(merged);
        foreach (var (_, layer) in variants)
        {
            var own = SweepSection.Axes(layer);
            var twice = own.Where(axis => common.Any(other => other.Path == axis.Path)).Select(axis => layer.Find(["sweep", axis.Path]));
            var set = common.AddRange(own).Select(axis => layer.Find(axis.Path.Split('.')));
            if (twice.Concat(set).OfType<ConfigNode>().FirstOrDefault() is not { } node) continue;
            throw new SpecificationException(
                node.Subject, "a setting that is swept as well", "each setting in the variants or in the sweep, not in both");
        }
    }

    /// <summary>Refuses an override that every run overrides in turn: it would be ignored silently.</summary>
    public static void RefuseIneffective(ConfigSection set, ConfigSection merged)
    {
        var swept = SweepSection.Axes(merged).Select(axis => axis.Path).ToHashSet();
        var variants = VariantSection.Read(merged);
        foreach (var (keys, node) in Overrides.Leaves(set.Without(ExperimentHeader.Keys), []))
        {
            string key = string.Join('.', keys);
            bool isVaried = !variants.IsEmpty
                && variants.All(variant => variant.Layer.Find(keys) is not null || variant.Layer.Find(["sweep", key]) is not null);
            if (swept.Contains(key))
                throw new SpecificationException(node.Subject, "a setting that is swept", $"--set sweep.{key}=[…]");
            if (!isVaried) continue;
            string names = string.Join(", ", variants.Select(variant => variant.Name));
            bool isSet = variants.Any(variant => variant.Layer.Find(keys) is not null);
            throw new SpecificationException(
                node.Subject, $"a setting that every variant sets ({names})",
                $"--set variants.NAME.{(isSet ? key : $"sweep.{key}")}={(isSet ? "…" : "[…]")}");
        }
    }
}
