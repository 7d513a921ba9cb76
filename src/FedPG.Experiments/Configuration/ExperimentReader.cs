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
    internal const string AcceptedFile = "an experiment file (HOCON or JSON with a section fedpg)";

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
        string path, IReadOnlyList<string>? overrides = null, IReadOnlyList<long>? seeds = null, IReadOnlyList<string>? variants = null) =>
        ReadText(TextFile.Read(path, AcceptedFile), OneLine.Of(path), path, overrides, seeds, variants);

    /// <summary>Reads the text of an experiment file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The file's name in messages.</param>
    /// <param name="path">A path in the folder to which paths in the text are relative.</param>
    /// <param name="overrides">As for <see cref="Read"/>, like the rest.</param>
    /// <param name="seeds">Seeds that replace those of the file, or null.</param>
    /// <param name="variants">The variants to run; empty or null for all of the file's.</param>
    internal ExperimentSpecification ReadText(
        string text, string name, string path, IReadOnlyList<string>? overrides, IReadOnlyList<long>? seeds,
        IReadOnlyList<string>? variants)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var file = SweepSection.Normalise(FedPgSection(HoconReader.Read(text, name, path)));
        var set = Overrides.Read(overrides ?? []);
        if (seeds is not null) set = set.With("seeds", Seeds(seeds));
        var merged = _layers.Over(ReferenceConfiguration.Section, Layers.WithAbsolutePaths(file, folder));
        merged = _layers.Over(merged, Layers.WithAbsolutePaths(set, folder));
        merged = VariantSection.Select(merged, variants ?? [], name);
        var experiment = Expand(merged);
        SweepRules.RefuseIneffective(set, merged);
        return experiment;
    }

    private ExperimentSpecification Expand(ConfigSection merged)
    {
        var header = _binder.Bind<ExperimentHeader>(
            merged with { Entries = [.. merged.Entries.Where(e => e.Key is "name" or "seeds" or "report")] });
        var variants = VariantSection.Read(merged);
        var sweep = SweepSection.Axes(merged);
        SweepRules.RefuseTooMany(merged, header, variants, sweep);
        SweepRules.RefuseSweptTwice(merged, variants);
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
                    Point = [.. point.Select(entry => Swept(entry.Setting, entry.Value.Value, resolved))],
                    Settings = resolved,
                    Seed = seed,
                }));
            }
        }

        var filled = new ResolvedDefaults(_catalogue).Fill(merged, runs);
        return new ExperimentSpecification
        {
            Name = header.Name,
            Seeds = [.. header.Seeds],
            Variants = [.. variants.Select(variant => variant.Name)],
            Sweep = sweep,
            Report = header.Report,
            Runs = runs.ToImmutable(),
            Catalogue = _catalogue,
            Resolved = ExperimentWriter.Resolved(filled),
            ResolvedJson = new ExperimentJson(_catalogue).Of(filled),
        };
    }

    private SweepValue Swept(string setting, string written, RunSettings resolved) =>
        new(setting, SettingValue.Of(resolved, setting, _catalogue)?.Canonical(written) ?? written);

    private RunSettings Bind(ConfigSection section)
    {
        var settings = _binder.Bind<RunSettings>(section, ExperimentHeader.Keys);
        RequireName(settings.Algorithm, _catalogue.Algorithms, section.Find("algorithm"));
        RequireName(settings.Local.Estimator, _catalogue.Estimators.Names, section.Find(["local", "estimator"]));
        string[] families = [.. _catalogue.Families.Names.Union(ControlPolicyFamily.Names)];
        RequireName(settings.Policy.Family, families, section.Find(["policy", "family"]));
        settings = WithinBudget(settings, section);

        // Before the environments are built, which takes time and memory for each type, if the number of types is known then.
        long types = Guarded(section, () => settings.Environment.Size?.Types ?? 1);
        if (settings.Agents < types) throw RefusedAgents(section, TypeShares.AtLeast(types));
        string? accepted = Guarded(section, () => _environments.Get(settings)).Shares.Refusal(settings.Agents);
        return accepted is null ? settings : throw RefusedAgents(section, accepted);
    }

    private static SpecificationException RefusedAgents(ConfigSection section, string accepted) =>
        section.Find("agents")!.Refused(accepted);

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

    /// <summary>A result that the section of the environment determines.</summary>
    private static T Guarded<T>(ConfigSection section, Func<T> get)
    {
        try
        {
            return get();
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
        bool hasKey = message.StartsWith(environment, StringComparison.Ordinal)
            || message.StartsWith("environment: ", StringComparison.Ordinal);

        // The environment is valid by itself: it only needs a discount below 1.
        if (!hasKey && section.Find("discount") is ConfigText { Value: "1" or "1.0" } discount)
            return $"{discount.Source}: {discount.Path}: {OneLine.Whole(message)}";
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
}
