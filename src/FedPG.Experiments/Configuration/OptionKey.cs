using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using FedPG.Environments;

namespace FedPG.Experiments.Configuration;

/// <summary>One key of an options record: the property and its name in kebab case.</summary>
internal sealed record OptionKey(string Name, PropertyInfo Property)
{
    public Type Type => Property.PropertyType;

    /// <summary>Whether the key holds keys of its own.</summary>
    public bool IsSection => IsEnvironment || (Type.IsClass && Type != typeof(string) && !Type.IsArray && !OptionValue.IsParsable(Type));

    /// <summary>Whether the key's own keys depend on its <c>type</c>.</summary>
    public bool IsEnvironment => Type == typeof(IEnvironmentDefinition);

    /// <summary>The keys of an options record, in the order of its properties.</summary>
    public static ImmutableArray<OptionKey> Of(Type options) =>
    [
        .. options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .OrderBy(property => property.MetadataToken)
            .Select(property => new OptionKey(KebabCase(property.Name), property)),
    ];

    /// <summary>The paths of an options record's values; an environment's own keys are not among them.</summary>
    public static IEnumerable<string> Paths(Type options) => Of(options).SelectMany(key => key switch
    {
        { IsEnvironment: true } => [$"{key.Name}.type"],
        { IsSection: true } => Paths(key.Type).Select(path => $"{key.Name}.{path}"),
        _ => [key.Name],
    });

    /// <summary>QLearning → q-learning.</summary>
    public static string KebabCase(string name)
    {
        var kebab = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsUpper(c) && kebab.Length > 0) kebab.Append('-');
            kebab.Append(char.ToLowerInvariant(c));
        }

        return kebab.ToString();
    }
}
