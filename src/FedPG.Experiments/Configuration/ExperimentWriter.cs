using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Configuration;

/// <summary>Writes fully resolved experiments: every key, the variants and the sweep, so that reading the file back gives the same
/// runs.</summary>
public static class ExperimentWriter
{
    /// <summary>The experiment as HOCON.</summary>
    public static string ToText(ExperimentSpecification experiment)
    {
        var root = ConfigSection.Empty("", "").With(ConfigPath.Root, experiment.Resolved);
        return $"# Fully resolved: every setting with the value it had. Paths are absolute.\n{HoconWriter.Write(root)}";
    }

    /// <summary>Writes the file atomically.</summary>
    public static void Write(string path, ExperimentSpecification experiment) => AtomicFile.WriteText(path, ToText(experiment));
}
