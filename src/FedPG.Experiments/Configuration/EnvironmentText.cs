using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Specification;
using FedPG.Federation;

namespace FedPG.Experiments.Configuration;

/// <summary>A short text for an environment: its type and the settings that differ from the type's defaults.</summary>
internal static class EnvironmentText
{
    public static string Of(RunSettings settings, FederationCatalogue catalogue)
    {
        var own = OptionsTree.Of(settings.Environment, catalogue);
        var defaults = OptionsTree.Of(Activator.CreateInstance(settings.Environment.GetType())!, catalogue);
        var words = own.Entries
            .Where(entry => entry.Key != "type" && entry.Value.Words() != defaults.Find(entry.Key)!.Words())
            .Select(entry => entry.Key == "path" ? FileNames(entry.Value) : $"{entry.Key}={entry.Value.Words()}");
        string type = own.Find("type")!.Words();
        string discount = settings.Discount is { } number ? $" discount={OptionValue.Format(number)}" : "";
        return string.Join(' ', [type, .. words]) + discount;
    }

    private static string FileNames(ConfigNode paths) => paths is ConfigList list
        ? string.Join('+', list.Items.Select(item => Path.GetFileName(item.Words())))
        : Path.GetFileName(paths.Words());
}
