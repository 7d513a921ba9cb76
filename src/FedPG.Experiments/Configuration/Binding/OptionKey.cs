using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Configuration.Binding;

/// <summary>
/// One key of an options record: a property, with its name in kebab case or a <see cref="KeyAttribute"/>, or the section of an extension.
/// </summary>
/// <param name="Name">The key.</param>
/// <param name="Property">The property; for an extension, the one that holds the options of all extensions of its kind.</param>
/// <param name="Extension">The type of the extension's options; null for a property of the record itself.</param>
internal sealed record OptionKey(string Name, PropertyInfo Property, Type? Extension = null)
{
    public Type Type => Extension ?? Property.PropertyType;

    /// <summary>Whether the key is a section.</summary>
    public bool IsSection => IsEnvironment || (Type.IsClass && Type != typeof(string) && !Type.IsArray && !OptionValue.IsParsable(Type));

    /// <summary>Whether the keys of the section depend on its <c>type</c>.</summary>
    public bool IsEnvironment => Type == typeof(IEnvironmentFamily);

    /// <summary>The keys of an options record, in the order of its properties.</summary>
    /// <exception cref="SpecificationException">An extension has the name of a setting.</exception>
    public static ImmutableArray<OptionKey> Of(Type options, FederationCatalogue catalogue)
    {
        ImmutableArray<OptionKey> keys =
        [
            .. options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanWrite)
                .OrderBy(property => property.MetadataToken)
                .SelectMany(property => Of(property, catalogue)),
        ];
        if (keys.GroupBy(key => key.Name).FirstOrDefault(group => group.Count() > 1) is not { } twice) return keys;
        throw new SpecificationException($"extension '{twice.Key}'", "the name of a setting", "a name that no setting has");
    }

    /// <summary>
    /// The key's value in an options record; null if the options of an extension that is not built in are not given.
    /// </summary>
    public object? Get(object options)
    {
        object? value = Property.GetValue(options);
        if (Extension is null) return value;
        bool isBuiltIn = FederationCatalogue.Default.Sections.Any(section => section.Options == Extension);
        return ((ExtensionOptions)value!).Find(Extension) ?? (isBuiltIn ? Activator.CreateInstance(Extension) : null);
    }

    /// <summary>Sets the key's value in an options record under construction.</summary>
    public void Set(object options, object? value) =>
        Property.SetValue(options, Extension is null ? value : ((ExtensionOptions)Property.GetValue(options)!).With(value!));

    /// <summary>The paths of an options record's values, without the keys that depend on an environment's type.</summary>
    public static IEnumerable<string> Paths(Type options, FederationCatalogue catalogue) =>
        Of(options, catalogue).SelectMany(key => key switch
    {
        { IsEnvironment: true } => [$"{key.Name}.type"],
        { IsSection: true } => Paths(key.Type, catalogue).Select(path => $"{key.Name}.{path}"),
        _ => [key.Name],
    });

    private static IEnumerable<OptionKey> Of(PropertyInfo property, FederationCatalogue catalogue) =>
        property.GetCustomAttribute<ExtensionPointAttribute>() is { } point
            ? catalogue.Sections.Where(section => section.Kind == point.Kind)
                .Select(section => new OptionKey(section.Name, property, section.Options))
            : [new OptionKey(property.GetCustomAttribute<KeyAttribute>()?.Name ?? KebabCase(property.Name), property)];

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
