using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Files;

/// <summary>Reads the user's JSON files strictly: every error names its place.</summary>
internal static class JsonInput
{
    /// <summary>Reads a file and passes its root to <paramref name="read"/>, whose errors are prefixed with the file.</summary>
    public static T Read<T>(string path, string format, Func<JsonElement, T> read)
    {
        byte[] text = RegularFile.Read(path, InputLimits.JsonBytes, $"a JSON file in the format {format}");
        try
        {
            return Parse(text, format, read);
        }
        catch (SpecificationException e)
        {
            throw new SpecificationException($"{OneLine.Of(path)}: {OneLine.Whole(e.Message)}", e);
        }
    }

    /// <summary>Passes the root of a text to <paramref name="read"/>.</summary>
    public static T Parse<T>(ReadOnlyMemory<byte> text, string format, Func<JsonElement, T> read)
    {
        if (text.Span.StartsWith(Encoding.UTF8.Preamble)) text = text[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(text.Span))
            throw new SpecificationException($"found bytes that are not UTF-8; accepted: a JSON file in the format {format}");
        try
        {
            using var document = JsonDocument.Parse(text);
            return read(document.RootElement);
        }
        catch (JsonException e)
        {
            string found = JsonSyntax.Found(text.Span, e);
            throw new SpecificationException($"{JsonSyntax.Place(e)}: found {found}; accepted: JSON in the format {format}", e);
        }
    }

    /// <summary>The members of an object; refuses unknown, missing and duplicate keys.</summary>
    public static Dictionary<string, JsonElement> Members(JsonElement element, string place, string[] required, params string[] optional)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new SpecificationException(place, Found(element), $"an object with {NameList.Or(required)}");
        var members = new Dictionary<string, JsonElement>();
        string[] known = [.. required, .. optional];
        foreach (var member in element.EnumerateObject())
        {
            string key = OneLine.Of(Name(member, place));
            if (!known.Contains(member.Name))
                throw new SpecificationException(
                    $"{place}: unknown key \"{key}\"; the nearest known one is \"{NearestName.To(key, known)}\"");
            if (!members.TryAdd(member.Name, member.Value))
                throw new SpecificationException(place, $"the key \"{key}\" twice", "every key once");
        }

        foreach (string key in required)
        {
            if (!members.ContainsKey(key))
                throw new SpecificationException(
                    place, $"no key \"{key}\"",
                    $"the keys {NameList.And(required)}");
        }

        return members;
    }

    /// <summary>Checks that the format is the expected one.</summary>
    public static void RequireFormat(JsonElement root, string format)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new SpecificationException("the file", Found(root), $"an object with \"format\": \"{format}\"");
        bool hasFormat = TryGet(root, "format", out var found);
        if (!hasFormat) throw new SpecificationException("format", "nothing", $"\"{format}\"");
        if (found.ValueKind != JsonValueKind.String || Text(found, "format") != format)
            throw new SpecificationException("format", Found(found), $"\"{format}\"");
    }

    /// <summary>The value of a key of the file's object, if it has the key.</summary>
    public static bool TryGet(JsonElement root, string key, out JsonElement value)
    {
        try
        {
            return root.TryGetProperty(key, out value);
        }
        catch (InvalidOperationException e)
        {
            throw new SpecificationException("the file: found a key with half of a surrogate pair; accepted: text in Unicode", e);
        }
    }

    /// <summary>A list's elements.</summary>
    public static JsonElement[] List(JsonElement element, string place, string accepted) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray()]
        : throw new SpecificationException(place, Found(element), accepted);

    /// <summary>A list of finite numbers.</summary>
    public static double[] Numbers(JsonElement element, string place)
    {
        if (element.ValueKind != JsonValueKind.Array) throw new SpecificationException(place, Found(element), "a list of numbers");
        var numbers = new double[element.GetArrayLength()];
        int i = 0;
        foreach (var entry in element.EnumerateArray())
        {
            // The place is formatted only for an error, as there may be millions of entries.
            numbers[i] = entry.ValueKind == JsonValueKind.Number && entry.TryGetDouble(out double number) && double.IsFinite(number)
                ? number
                : Number(entry, string.Create(CultureInfo.InvariantCulture, $"{place}, entry {i}"));
            i++;
        }

        return numbers;
    }

    /// <summary>A finite number.</summary>
    public static double Number(JsonElement element, string place)
    {
        bool isNumber = element.ValueKind == JsonValueKind.Number;
        double number = isNumber && element.TryGetDouble(out double value) ? value : double.NaN;
        return double.IsFinite(number) ? number : throw new SpecificationException(place, Found(element), "a finite number");
    }

    /// <summary>A string.</summary>
    public static string Text(JsonElement element, string place)
    {
        if (element.ValueKind != JsonValueKind.String) throw new SpecificationException(place, Found(element), "a string");
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw NotText(place, element.GetRawText(), e);
        }
    }

    /// <summary>The key of a member.</summary>
    public static string Name(JsonProperty member, string place)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException e)
        {
            throw NotText($"{place}, a key", member.ToString().Split(':')[0], e);
        }
    }

    /// <summary>The error for a lone surrogate, from an escape such as \ud800.</summary>
    private static SpecificationException NotText(string place, string found, InvalidOperationException error) =>
        new($"{place}: found {OneLine.Of(found)}, half of a surrogate pair; accepted: text in Unicode", error);

    /// <summary>A count with its noun, such as "1 entry" or "2 entries".</summary>
    public static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    /// <summary>The element as written, shortened for an error line.</summary>
    public static string Found(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => $"a list of {element.GetArrayLength().ToString(CultureInfo.InvariantCulture)}",
        _ => OneLine.Of(element.GetRawText()),
    };
}
