using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Files;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Configuration;

/// <summary>Writes fully resolved experiments: every key, the variants and the sweep, so that reading the file back gives the same
/// runs.</summary>
public static class ExperimentWriter
{
    /// <summary>The file's name in an experiment's folder.</summary>
    public const string FileName = "experiment.conf";

    /// <summary>The experiment as HOCON.</summary>
    public static string ToText(ExperimentSpecification experiment) =>
        $"# Fully resolved: every setting with the value it had. Paths are absolute.\n{experiment.Resolved}";

    /// <summary>The content of a resolved file.</summary>
    internal static string Resolved(ConfigSection merged) =>
        HoconWriter.Write(ConfigSection.Empty("", "").With(ConfigPath.Root, merged));

    /// <summary>Writes the file atomically.</summary>
    public static void Write(string path, ExperimentSpecification experiment) => AtomicFile.WriteText(path, ToText(experiment));
}
