using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using FedPG.Environments;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Text;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Configuration.Binding;

/// <summary>
/// Binds sections to options records: the key <c>step-size</c> sets the property <c>StepSize</c>, which keeps its default if the key is
/// missing and is validated by its attributes. A key without a property is an error.
/// </summary>
internal sealed class OptionsBinder(FederationCatalogue catalogue)
{
    /// <summary>Binds a section and everything below it.</summary>
    /// <param name="section">The section.</param>
    /// <param name="beside">Further known keys of the section, read elsewhere; candidates for the nearest name of a misspelt key.</param>
    /// <exception cref="SpecificationException">A key is unknown, or a value is not accepted.</exception>
    public T Bind<T>(ConfigSection section, params IReadOnlyList<string> beside) =>
        (T)Bind(typeof(T), section, "", [.. OptionKey.Paths(typeof(T), catalogue)], [.. beside]);

    /// <summary>Binds the section of an environment, whose <c>type</c> decides which keys are known.</summary>
    public IEnvironmentFamily BindEnvironment(ConfigSection section, string relative = "", ImmutableArray<string> everywhere = default)
    {
        if (section.Find("type") is not { } type) throw new SpecificationException($"{section.Subject}.type", "nothing", AcceptedTypes);
        if (type is not ConfigText { Value: var name }) throw type.Refused(AcceptedTypes);
        if (!catalogue.Environments.TryGetValue(name, out var definition))
        {
            throw type.Refused($"{AcceptedTypes} (the nearest is {NearestName.To(name, catalogue.Environments.Keys)})");
        }

        // A missing setting of the type is reported at the place that names the type.
        return (IEnvironmentFamily)Bind(
            definition, section.Without("type") with { Source = type.Source }, relative, everywhere.IsDefault ? [] : everywhere, "type");
    }

    private string AcceptedTypes => NameList.Or(catalogue.Environments.Keys);

    private object Bind(Type type, ConfigSection section, string relative, ImmutableArray<string> everywhere, params string[] siblings)
    {
        var keys = OptionKey.Of(type, catalogue);
        object options = Activator.CreateInstance(type)!;
        foreach (var (name, node) in section.Entries)
        {
            string path = relative.Length == 0 ? ConfigPath.Quoted(name) : ConfigPath.Join(relative, name);
            var key = keys.FirstOrDefault(known => known.Name == name)
                ?? throw UnknownKey.At(node, [.. keys.Select(known => known.Name), .. siblings], path, everywhere);
            key.Set(options, Read(key, node, path, everywhere));
        }

        foreach (var key in keys.Where(known => section.Find(known.Name) is null)) RequireDefault(key, options, section);
        return options;
    }

    private object? Read(OptionKey key, ConfigNode node, string relative, ImmutableArray<string> everywhere)
    {
        if (key.IsSection)
        {
            if (node is not ConfigSection section) throw node.Refused($"a section, {key.Name} {{ … }}");
            return key.IsEnvironment ? BindEnvironment(section, relative, everywhere) : Bind(key.Type, section, relative, everywhere);
        }

        string? absent = key.Property.GetCustomAttribute<AbsentAsAttribute>()?.Word;
        if (absent is not null && node is ConfigText text && text.Value == absent) return null;
        var aliases = key.Property.GetCustomAttributes<AliasAttribute>();
        if (node is ConfigText { Value: var word } && aliases.FirstOrDefault(known => known.Word == word) is { } alias) return alias.Value;
        var list = IsPerType(key) && node is ConfigText ? new ConfigList(node.Source, node.Path, [node]) : node;
        bool isEmpty = IsPerType(key) && list is ConfigList { Items.IsEmpty: true };
        bool isAccepted = OptionValue.TryRead(list, key.Type, out object? value) && IsAccepted(key, value) && !isEmpty;
        return isAccepted ? value : throw node.Refused(Accepted(key, node));
    }

    private static void RequireDefault(OptionKey key, object options, ConfigSection section)
    {
        if (key.IsSection || IsAccepted(key, key.Get(options))) return;
        throw new SpecificationException($"{section.Subject}.{key.Name}", "nothing", Accepted(key, null));
    }

    private static bool IsPerType(OptionKey key) => key.Property.IsDefined(typeof(PerTypeAttribute), inherit: true);

    private static bool IsAccepted(OptionKey key, object? value) =>
        key.Property.GetCustomAttributes<AcceptedAttribute>().All(rule => rule.IsValid(value));

    private static string Accepted(OptionKey key, ConfigNode? node)
    {
        bool isWhole = OptionValue.IsWhole(Nullable.GetUnderlyingType(key.Type) ?? key.Type);
        string accepted = key.Property.GetCustomAttributes<AcceptedAttribute>().FirstOrDefault() switch
        {
            AtLeastAttribute { Exclusive: false } rule when isWhole => $"an integer of at least {Text(rule.Minimum)}",
            BetweenAttribute { Exclusive: false } rule when isWhole => $"an integer from {Text(rule.Minimum)} to {Text(rule.Maximum)}",
            { } rule => rule.Accepted,
            null => OptionValue.Accepted(IsPerType(key) ? key.Type.GetElementType()! : key.Type),
        };
        bool isTooLarge = isWhole && node is ConfigText { Value: var found }
            && BigInteger.TryParse(found, CultureInfo.InvariantCulture, out var number)
            && BigInteger.Abs(number) > int.MaxValue;
        if (isTooLarge) accepted += $", at most {OptionValue.Format(key.Type == typeof(int) ? int.MaxValue : long.MaxValue)}";
        if (IsPerType(key)) accepted += ", or a list with one for each type";
        return key.Property.GetCustomAttribute<AbsentAsAttribute>() is { } absent ? $"{absent.Word} or {accepted}" : accepted;
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
