using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Files;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Simulation;

/// <summary>An object of a JSON file as a section of settings, so that the rules and messages are those of experiment files.</summary>
internal static class JsonSection
{
    /// <summary>The most items of a list, such as the layers of a network, and the most keys of an object.</summary>
    private const int MostItems = 1000;

    /// <summary>The object as a section.</summary>
    /// <param name="element">The object.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="path">The key of the object.</param>
    /// <exception cref="SpecificationException">The element is no object, or has a key twice.</exception>
    public static ConfigSection Of(JsonElement element, string file, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new SpecificationException($"{file}: {path}", JsonInput.Found(element), "an object of settings");
        RequireFew(element.GetPropertyCount(), "keys", file, path);
        var section = ConfigSection.Empty(file, path);
        foreach (var member in element.EnumerateObject())
        {
            string key = OneLine.Of(JsonInput.Name(member, $"{file}: {path}"));
            if (section.Find(key) is not null)
                throw new SpecificationException($"{file}: {path}", $"the key \"{key}\" twice", "every key once");
            section = section.With(key, Node(member.Value, file, ConfigPath.Join(path, key)));
        }

        return section;
    }

    private static ConfigNode Node(JsonElement element, string file, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => Of(element, file, path),
        JsonValueKind.Array => new ConfigList(file, path, Items(element, file, path)),
        JsonValueKind.String => new ConfigText(file, path, JsonInput.Text(element, $"{file}: {path}")),
        _ => new ConfigText(file, path, element.GetRawText()),
    };

    private static ImmutableArray<ConfigNode> Items(JsonElement list, string file, string path)
    {
        RequireFew(list.GetArrayLength(), "items", file, path);
        return [.. list.EnumerateArray().Select(item => Node(item, file, path))];
    }

    private static void RequireFew(int count, string things, string file, string path)
    {
        if (count > MostItems)
            throw new SpecificationException($"{file}: {path}", Text(count), $"at most {Text(MostItems)}");

        string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"{number} {things}");
    }
}
