using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Configuration;

/// <summary>Options back to nodes, every key in the order of its property: what binding undoes.</summary>
internal static class OptionsTree
{
    private const string Source = "";

    public static ConfigSection Of(object options, FederationCatalogue catalogue) => Of(options, catalogue, "");

    /// <summary>One text for equal settings, whatever they were written like.</summary>
    public static string Canonical(object options, FederationCatalogue catalogue) => HoconWriter.Write(Of(options, catalogue));

    private static ConfigSection Of(object options, FederationCatalogue catalogue, string path)
    {
        var section = ConfigSection.Empty(Source, path);
        if (options is IEnvironmentDefinition)
        {
            string? type = catalogue.Environments.FirstOrDefault(entry => entry.Value == options.GetType()).Key;
            section = section.With("type", new ConfigText(Source, path, type ?? options.GetType().FullName!));
        }

        var values = OptionKey.Of(options.GetType(), catalogue).Select(key => (Key: key, Value: key.Get(options)));

        // The options of an extension that are not given stand nowhere: a file without them needs no extension to be read.
        return values.Where(entry => entry.Key.Extension is null || entry.Value is not null).Aggregate(section, (filled, entry) =>
            filled.With(entry.Key.Name, Node(entry.Key, entry.Value, catalogue, $"{path}.{entry.Key.Name}")));
    }

    private static ConfigNode Node(OptionKey key, object? value, FederationCatalogue catalogue, string path)
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
