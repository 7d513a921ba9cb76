using FedPG.Environments;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Files;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Configuration.Binding;

/// <summary>Converts options back to nodes, with every key, in the order of the properties: the inverse of binding.</summary>
internal static class OptionsTree
{
    private const string Source = "";

    public static ConfigSection Of(object options, FederationCatalogue catalogue) => Of(options, catalogue, "");

    /// <summary>A canonical text: equal for equal settings, however they were written.</summary>
    public static string Canonical(object options, FederationCatalogue catalogue) => HoconWriter.Write(Of(options, catalogue));

    private static ConfigSection Of(object options, FederationCatalogue catalogue, string path)
    {
        var section = ConfigSection.Empty(Source, path);
        if (options is IEnvironmentFamily)
        {
            string? type = catalogue.Environments.FirstOrDefault(entry => entry.Value == options.GetType()).Key;
            section = section.With("type", new ConfigText(Source, path, type ?? options.GetType().FullName!));
        }

        var values = OptionKey.Of(options.GetType(), catalogue).Select(key => (Key: key, Value: key.Get(options)));

        // An extension's options are left out unless they are given, so that a file without them can be read without the extension.
        return values.Where(entry => entry.Key.Extension is null || entry.Value is not null).Aggregate(section, (filled, entry) =>
            filled.With(entry.Key.Name, Node(entry.Key, entry.Value, catalogue, $"{path}.{entry.Key.Name}")));
    }

    private static ConfigNode Node(OptionKey key, object? value, FederationCatalogue catalogue, string path)
    {
        if (key.IsSection) return Of(value!, catalogue, path);
        return value switch
        {
            null =>
                new ConfigText(
                    Source, path,
                    key.Property.GetCustomAttributes(typeof(AbsentAsAttribute), false) is [AbsentAsAttribute a] ? a.Word : "null"),
            FilePaths { All: [var only] } => new ConfigText(Source, path, only),
            FilePaths paths => new ConfigList(Source, path, [.. paths.All.Select(each => new ConfigText(Source, path, each))]),
            Array items => List(items, path),
            string text => new ConfigText(Source, path, text),
            _ => new ConfigText(Source, path, OptionValue.Format(value)),
        };
    }

    private static ConfigList List(Array items, string path) => new(Source, path,
    [
        .. items.Cast<object>()
            .Select(item => item is Array inner ? (ConfigNode)List(inner, path) : new ConfigText(Source, path, OptionValue.Format(item))),
    ]);
}
