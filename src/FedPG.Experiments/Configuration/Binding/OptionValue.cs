using System.Collections;
using System.Globalization;
using System.Reflection;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Files;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Configuration.Binding;

/// <summary>Option values as text in an experiment file: parsed strictly, and formatted so that they round-trip.</summary>
internal static class OptionValue
{
    /// <summary>Parses a value; false if the text is not a value of the type.</summary>
    public static bool TryRead(ConfigNode node, Type type, out object? value)
    {
        value = null;
        if (type.IsArray) return TryReadArray(node, type.GetElementType()!, out value);
        if (type == typeof(FilePaths)) return TryReadPaths(node, out value);
        if (node is not ConfigText { Value: var text }) return false;
        value = Parse(text, Nullable.GetUnderlyingType(type) ?? type);
        return value is not null;
    }

    /// <summary>The value as text, quoted if necessary.</summary>
    public static string Format(object? value) => value switch
    {
        string text => HoconWriter.Quoted(text),
        bool truth => truth ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        TimeSpan duration => Duration.Format(duration),
        Enum name => OptionKey.KebabCase(name.ToString()),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Format))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null",
    };

    /// <summary>What a type accepts, for error messages.</summary>
    public static string Accepted(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsArray && type.GetElementType()!.IsArray) return $"a list of lists, each {Accepted(type.GetElementType()!)}";
        if (type.IsArray) return $"a list, each of its values {Accepted(type.GetElementType()!)}";
        if (type.IsEnum) return NameList.Or(Enum.GetNames(type).Select(OptionKey.KebabCase));
        if (IsWhole(type)) return "an integer";
        if (type == typeof(double)) return "a finite number";
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(TimeSpan)) return Duration.Accepted;
        return type.GetProperty(nameof(Accepted), BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as string ?? "a string";
    }

    public static bool IsWhole(Type type) => type == typeof(int) || type == typeof(long);

    public static bool IsParsable(Type type) =>
        type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>));

    private static bool TryReadArray(ConfigNode node, Type element, out object? value)
    {
        value = null;
        if (node is not ConfigList list) return false;
        var array = Array.CreateInstance(element, list.Items.Length);
        for (int i = 0; i < list.Items.Length; i++)
        {
            if (!TryRead(list.Items[i], element, out object? item)) return false;
            array.SetValue(item, i);
        }

        value = array;
        return true;
    }

    private static bool TryReadPaths(ConfigNode node, out object? value)
    {
        var items = node is ConfigList list ? list.Items : [node];
        value = new FilePaths([.. items.OfType<ConfigText>().Select(item => item.Value)]);
        return items.All(item => item is ConfigText);
    }

    private static object? Parse(string text, Type type)
    {
        var culture = CultureInfo.InvariantCulture;
        if (type == typeof(string)) return text;
        if (type == typeof(int)) return int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out int whole) ? whole : null;
        if (type == typeof(long)) return long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out long large) ? large : null;
        if (type == typeof(double)) return ParseFinite(text);
        if (type == typeof(bool)) return text is "true" or "on" ? true : text is "false" or "off" ? false : null;
        if (type == typeof(TimeSpan)) return Duration.TryParse(text, out var duration) ? duration : null;
        if (type.IsEnum) return Enum.GetValues(type).Cast<object>().FirstOrDefault(value => OptionKey.KebabCase(value.ToString()!) == text);
        return ParseWith(text, type);
    }

    private static double? ParseFinite(string text)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, style, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
    }

    private static object? ParseWith(string text, Type type)
    {
        var parse = type.GetMethod("TryParse", [typeof(string), typeof(IFormatProvider), type.MakeByRefType()])
            ?? throw new InvalidOperationException($"{type} is not a supported type of an option.");
        object?[] arguments = [text, CultureInfo.InvariantCulture, null];
        return parse.Invoke(null, arguments) is true ? arguments[2] : null;
    }
}
