using System.Collections.Immutable;
using System.Globalization;
using FedPG.Environments;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Files;
using FedPG.Experiments.Specification;
using FedPG.Experiments.Text;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Configuration;

/// <summary>
/// Reads experiment files. The layers are reference.conf, the file and the command line, lowest first; they are expanded into runs, each
/// of which is validated.
/// </summary>
/// <param name="catalogue">What an experiment can name; <see cref="ExperimentCatalogue.Default"/> when null.</param>
/// <param name="environments">Keeps the environments that validation builds, for the runs.</param>
public sealed class ExperimentReader(FederationCatalogue? catalogue = null, EnvironmentCache? environments = null)
{
    private const string AcceptedFile = "an experiment file (HOCON with a section fedpg)";

    private readonly FederationCatalogue _catalogue = catalogue ?? ExperimentCatalogue.Default;
    private readonly EnvironmentCache _environments = environments ?? new EnvironmentCache(catalogue);
    private readonly Layers _layers = new(catalogue ?? ExperimentCatalogue.Default);
    private readonly OptionsBinder _binder = new(catalogue ?? ExperimentCatalogue.Default);

    /// <summary>Reads an experiment file.</summary>
    /// <param name="path">The experiment file; paths in it are relative to its folder.</param>
    /// <param name="overrides"><c>KEY=VALUE</c>, each overriding the file; the leading <c>fedpg.</c> of KEY is optional.</param>
    /// <param name="seeds">Seeds that replace those of the file, or null.</param>
    /// <param name="variants">The variants to run; empty or null for all of the file's.</param>
    /// <exception cref="SpecificationException">The file or an override is invalid; the message is one line.</exception>
    public ExperimentSpecification Read(
        string path, IReadOnlyList<string>? overrides = null, IReadOnlyList<long>? seeds = null, IReadOnlyList<string>? variants = null)
    {
        string text = TextFile.Read(path, AcceptedFile);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var file = SweepSection.Normalise(FedPgSection(HoconReader.Read(text, OneLine.Of(path), path)));
        var set = Overrides.Read(overrides ?? []);
        if (seeds is not null) set = set.With("seeds", Seeds(seeds));
        var merged = _layers.Over(ReferenceConfiguration.Section, Layers.WithAbsolutePaths(file, folder));
        merged = _layers.Over(merged, Layers.WithAbsolutePaths(set, folder));
        merged = VariantSection.Select(merged, variants ?? [], OneLine.Of(path));
        var experiment = Expand(merged);
        RefuseIneffective(set, merged);
        return experiment;
    }

    private ExperimentSpecification Expand(ConfigSection merged)
    {
        var header = _binder.Bind<ExperimentHeader>(
            merged with { Entries = [.. merged.Entries.Where(e => e.Key is "name" or "seeds" or "report")] });
        var variants = VariantSection.Read(merged);
        var sweep = SweepSection.Axes(merged);
        RefuseTooMany(merged, header, variants, sweep);
        RefuseSweptTwice(merged, variants);
        var settings = merged.Without(ExperimentHeader.Keys);
        var names = new RunNames();
        var runs = ImmutableArray.CreateBuilder<RunSpecification>();
        foreach (
            var (name, layer) in variants.IsEmpty
                ? [(null, ConfigSection.Empty("", settings.Path))]
                : variants.Select(v => ((string?)v.Name, v.Layer)))
        {
            var variant = _layers.Over(settings, layer.Without("sweep"));
            foreach (
                var point in SweepSection.Points(merged)
                    .SelectMany(common => SweepSection.Points(layer).Select(own => common.AddRange(own))))
            {
                var resolved = Bind(_layers.Over(variant, SweepSection.AsLayer(point)));

                // A single unnamed variant is named after its algorithm, which is then left out of the point's label.
                var described = RunNames.Describe(name is null ? point.RemoveAll(entry => entry.Setting == "algorithm") : point);
                string label = name ?? resolved.Algorithm;
                string run = names.Take(label, described);
                runs.AddRange(header.Seeds.Select(seed => new RunSpecification
                {
                    Run = string.Create(CultureInfo.InvariantCulture, $"{run}-seed{seed}"),
                    Variant = string.Join(' ', [label, .. described]),
                    Point = [.. point.Select(entry => new SweepValue(entry.Setting, entry.Value.Value))],
                    Settings = resolved,
                    Seed = seed,
                }));
            }
        }

        return new ExperimentSpecification
        {
            Name = header.Name,
            Seeds = [.. header.Seeds],
            Variants = [.. variants.Select(variant => variant.Name)],
            Sweep = sweep,
            Report = header.Report,
            Runs = runs.ToImmutable(),
            Catalogue = _catalogue,
            Resolved = ExperimentWriter.Resolved(WithExtensionDefaults(WithEnvironmentDefaults(merged), runs)),
        };
    }

    private RunSettings Bind(ConfigSection section)
    {
        var settings = _binder.Bind<RunSettings>(section, ExperimentHeader.Keys);
        RequireName(settings.Algorithm, _catalogue.Algorithms, section.Find("algorithm"));
        RequireName(settings.Local.Estimator, _catalogue.Estimators.Names, section.Find(["local", "estimator"]));
        RequireName(settings.Policy.Family, _catalogue.Families.Names, section.Find(["policy", "family"]));
        settings = WithinBudget(settings, section);
        int types = Build(settings, section).Types.Length;
        if (settings.Agents >= types) return settings;
        throw section.Find("agents")!.Refused(
            string.Create(CultureInfo.InvariantCulture, $"at least {types}, the number of types of the environment"));
    }

    /// <summary>Requires a name of the catalogue; a setting that is not in the file has its default, which is one.</summary>
    private static void RequireName(string name, IReadOnlyList<string> names, ConfigNode? setting)
    {
        if (setting is null || names.Contains(name)) return;
        throw setting.Refused($"{NameList.Or(names)} (the nearest is {NearestName.To(name, names)})");
    }

    /// <summary>Derives R from the budget of local steps, if one is set.</summary>
    private static RunSettings WithinBudget(RunSettings settings, ConfigSection section)
    {
        if (settings.LocalBudget is not { } budget) return settings;
        long rounds = budget / settings.Local.Steps;
        if (rounds * settings.Local.Steps == budget && rounds <= int.MaxValue) return settings with { Rounds = (int)rounds };
        throw section.Find("local-budget")!.Refused(string.Create(
            CultureInfo.InvariantCulture, $"none or a multiple of local.steps, here {settings.Local.Steps}, by at most {int.MaxValue}"));
    }

    private EnvironmentSet Build(RunSettings settings, ConfigSection section)
    {
        try
        {
            return _environments.Get(settings);
        }
        catch (SpecificationException e)
        {
            throw new SpecificationException(BuildError(section, e.Message), e);
        }
        catch (Exception e) when (e is OutOfMemoryException or OverflowException)
        {
            throw new SpecificationException(
                BuildError(section, "found an environment that does not fit into memory; accepted: a smaller one"), e);
        }
    }

    private static string BuildError(ConfigSection section, string message)
    {
        const string environment = "environment.";
        var type = section.Find(["environment", "type"])!;
        string owner = type.Path[..^(environment.Length + "type".Length)];
        bool hasKey = message.StartsWith(environment, StringComparison.Ordinal);
        return $"{type.Source}: {owner}{(hasKey ? "" : "environment: ")}{OneLine.Whole(message)}";
    }

    private static ConfigSection FedPgSection(ConfigSection root)
    {
        foreach (var (key, node) in root.Entries)
        {
            // The same file may hold Akka's own settings, for a cluster.
            if (key is not (ConfigPath.Root or "akka")) throw UnknownKey.At(node, [ConfigPath.Root, "akka"]);
        }

        var section = root.Find(ConfigPath.Root) ?? throw new SpecificationException(root.Source, "no section fedpg", "fedpg { … }");
        return section as ConfigSection ?? throw section.Refused("a section, fedpg { … }");
    }

    private static ConfigList Seeds(IReadOnlyList<long> seeds)
    {
        string path = ConfigPath.Join(ConfigPath.Root, "seeds");
        return new ConfigList("--seeds", path, [.. seeds.Select(seed => new ConfigText("--seeds", path, OptionValue.Format(seed)))]);
    }

    private static void RefuseTooMany(
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

    private static void RefuseSweptTwice(ConfigSection merged, ImmutableArray<(string Name, ConfigSection Layer)> variants)
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
    private static void RefuseIneffective(ConfigSection set, ConfigSection merged)
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

    private ConfigSection WithEnvironmentDefaults(ConfigSection merged)
    {
        var environment = (ConfigSection)merged.Find("environment")!;
        if (environment.Find("type") is not ConfigText type || !_catalogue.Environments.TryGetValue(type.Value, out var definition))
            return merged;
        var defaults = OptionsTree.Of(Activator.CreateInstance(definition)!, _catalogue);

        // A required key has no default value to write.
        defaults = defaults with { Entries = [.. defaults.Entries.Where(entry => entry.Value is not ConfigText { Value: "" })] };
        return merged.With("environment", defaults.Under(environment));
    }

    /// <summary>Writes every option of the extensions that a run uses, including the ones that no file sets.</summary>
    private ConfigSection WithExtensionDefaults(ConfigSection merged, IEnumerable<RunSpecification> runs)
    {
        var settings = runs.Select(run => run.Settings).Distinct().ToList();
        var used = _catalogue.Sections.Where(section => section.Kind switch
        {
            ExtensionKind.Algorithm => settings.Any(run => run.Algorithm == section.Name),
            ExtensionKind.Aggregator => settings.Any(run => run.Server.Aggregator == section.Name),
            ExtensionKind.Attack => settings.Any(run => run.Faults.Byzantine.Attack == section.Name),
            ExtensionKind.Optimizer => settings.Any(run => run.Server.Optimizer == section.Name),
            _ => settings.Any(run => run.Faults.Extensions.Find(section.Options) is not null),
        });
        foreach (var section in used)
        {
            string[] parents = section.Kind switch
            {
                ExtensionKind.Algorithm => [],
                ExtensionKind.Aggregator or ExtensionKind.Optimizer => ["server"],
                ExtensionKind.Attack => ["faults", "byzantine"],
                _ => ["faults"],
            };
            string[] keys = [.. parents, section.Name];
            var defaults = OptionsTree.Of(Activator.CreateInstance(section.Options)!, _catalogue);
            var layer = (ConfigSection)Overrides.Nest(keys, defaults, ConfigPath.Root);
            merged = layer.Under(merged);
        }

        return merged;
    }
}
