using FedPG.Environments;
using FedPG.Options;

namespace FedPG.Experiments.Configuration;

/// <summary>Options back to nodes, every key in the order of its property: what binding undoes.</summary>
internal static class OptionsTree
{
    private const string Source = "";

    public static ConfigSection Of(object options, EnvironmentCatalogue catalogue) => Of(options, catalogue, "");

    /// <summary>One text for equal settings, whatever they were written like.</summary>
    public static string Canonical(object options, EnvironmentCatalogue catalogue) => HoconWriter.Write(Of(options, catalogue));

    private static ConfigSection Of(object options, EnvironmentCatalogue catalogue, string path)
    {
        var section = ConfigSection.Empty(Source, path);
        if (options is IEnvironmentDefinition)
        {
            string? type = catalogue.Definitions.FirstOrDefault(entry => entry.Value == options.GetType()).Key;
            section = section.With("type", new ConfigText(Source, path, type ?? options.GetType().FullName!));
        }

        return OptionKey.Of(options.GetType()).Aggregate(section, (filled, key) =>
            filled.With(key.Name, Node(key, key.Property.GetValue(options), catalogue, $"{path}.{key.Name}")));
    }

    private static ConfigNode Node(OptionKey key, object? value, EnvironmentCatalogue catalogue, string path)
    {
        if (key.IsSection) return Of(value!, catalogue, path);
        return value switch
        {
            null => new ConfigText(Source, path, key.Property.GetCustomAttributes(typeof(AbsentAsAttribute), false) is [AbsentAsAttribute a] ? a.Word : "null"),
            Array items => List(items, path),
            string text => new ConfigText(Source, path, text),
            _ => new ConfigText(Source, path, OptionValue.Format(value)),
        };
    }

    private static ConfigList List(Array items, string path) => new(Source, path,
    [
        .. items.Cast<object>().Select(item => item is Array inner ? (ConfigNode)List(inner, path) : new ConfigText(Source, path, OptionValue.Format(item))),
    ]);
}
