using Akka.Configuration;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Files;
using FedPG.Experiments.Specification;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Configuration;

/// <summary>Reads the file given by <c>--config</c>: <c>fedpg { cluster, database }</c>, strictly, and <c>akka { }</c>, which Akka
/// reads.</summary>
public static class ProcessReader
{
    private const string Akka = "akka";

    /// <summary>The section of the actors' settings, which are passed on with Akka's.</summary>
    private const string Actors = "actors";

    private const string Accepted = "a file of cluster settings (HOCON with a section fedpg), such as hocon/cluster.conf";

    /// <summary>Reads a file; paths in it are relative to its folder.</summary>
    /// <exception cref="SpecificationException">The file is invalid; the message is one line and never repeats a value that may be
    /// secret.</exception>
    public static ProcessConfiguration Read(string path)
    {
        string text = TextFile.Read(path, Accepted);
        var root = HoconReader.Read(text, OneLine.Of(path), path);
        foreach (var (key, node) in root.Entries)
        {
            if (key is not (ConfigPath.Root or Akka)) throw UnknownKey.At(node, [ConfigPath.Root, Akka]);
        }

        if (root.Find(Akka) is { } akka and not ConfigSection) throw akka.Refused("a section, akka { … }");
        var section = root.Find(ConfigPath.Root) switch
        {
            ConfigSection found => found,
            null => ConfigSection.Empty(root.Source, ConfigPath.Root),
            var other => throw other.Refused("a section, fedpg { … }"),
        };
        var settings = new OptionsBinder(ExperimentCatalogue.Default).Bind<ProcessSettings>(section.Without(Actors), Actors);
        ProcessCheck.Require(settings, section);
        return new ProcessConfiguration(
            WithAbsolutePaths(settings, Path.GetDirectoryName(Path.GetFullPath(path))!),
            OwnSettings(HoconReader.Normalise(text, OneLine.Of(path), path)));
    }

    private static Config OwnSettings(string text)
    {
        // Akka's parser has already read this text, so it cannot fail here.
        var whole = ConfigurationFactory.ParseString(text);
        return whole.HasPath(Akka) || whole.HasPath($"{ConfigPath.Root}.{Actors}") ? whole : Config.Empty;
    }

    private static ProcessSettings WithAbsolutePaths(ProcessSettings settings, string folder)
    {
        var tls = settings.Cluster.Tls;
        string Absolute(string path) => path.Length == 0 ? path : Path.GetFullPath(path, folder);
        tls = tls with { Certificate = Absolute(tls.Certificate), Authority = Absolute(tls.Authority) };
        return settings with
        {
            Cluster = settings.Cluster with { Tls = tls },
            Extensions = [.. settings.Extensions.Select(Absolute)],
        };
    }
}
