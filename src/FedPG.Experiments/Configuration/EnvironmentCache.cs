using FedPG.Environments;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Files;
using FedPG.Experiments.Specification;
using FedPG.Federation;

namespace FedPG.Experiments.Configuration;

/// <summary>
/// Builds every environment of an experiment once: runs with equal environment settings and discount share one object and the results
/// computed from it. Thread-safe.
/// </summary>
/// <param name="catalogue">Resolves the names in settings; <see cref="ExperimentCatalogue.Default"/> if null.</param>
public sealed class EnvironmentCache(FederationCatalogue? catalogue = null)
{
    /// <summary>Environments of 64 MiB and more are large.</summary>
    private const double Large = 1 << 26;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, EnvironmentTypes> _built = [];
    private double _bytes;

    /// <summary>Resolves the names in settings.</summary>
    public FederationCatalogue Catalogue { get; } = catalogue ?? ExperimentCatalogue.Default;

    /// <summary>The environments of a run.</summary>
    /// <exception cref="SpecificationException">The settings contradict each other, or an environment file cannot be read.</exception>
    public EnvironmentTypes Get(RunSettings settings) => Get(settings.Environment, settings.Discount);

    /// <summary>The environments with the given settings.</summary>
    /// <param name="definition">The settings.</param>
    /// <param name="discount">γ, or null for the environment's own.</param>
    public EnvironmentTypes Get(IEnvironmentFamily definition, double? discount)
    {
        // Records with arrays do not compare by value, so their canonical text is compared.
        string key = $"{OptionValue.Format(discount)}\n{OptionsTree.Canonical(definition, Catalogue)}";
        lock (_lock)
        {
            if (_built.TryGetValue(key, out var environments)) return environments;
            double bytes = definition.Size?.Bytes ?? 0;
            MachineMemory.Require(_bytes + bytes, "environment", Text(definition.Size ?? default));
            _bytes += bytes;
            _built[key] = environments = Build(definition, discount).BuiltBy(definition);

            // Frees the kernels that types were mixed from before the run allocates its own tables.
            if (bytes > Large) GC.Collect();
            return environments;
        }
    }

    /// <summary>
    /// Frees what runs and searches in large environments have left. The GC by itself waits until about as much is garbage as is in use.
    /// </summary>
    internal void Collect()
    {
        lock (_lock)
        {
            if (_bytes > Large) GC.Collect();
        }
    }

    private EnvironmentTypes Build(IEnvironmentFamily definition, double? discount) =>
        definition is FileEnvironment file ? file.Build(discount, Catalogue.Formats) : definition.Build(discount);

    private static string Text(EnvironmentSize size) => size.BytesPerType is null
        ? $"{size.Types} types of {size.States} states and {size.Actions} actions"
        : $"{size.Types} types of {size.States} state variables and {size.Actions} action dimensions";
}
