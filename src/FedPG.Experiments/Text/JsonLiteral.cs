using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FedPG.Experiments.Text;

/// <summary>Settings in JSON: numbers and flags as such, all else as strings.</summary>
internal static class JsonLiteral
{
    /// <summary>Whether a text is a finite number or a flag in the form that JSON has for it.</summary>
    public static bool IsLiteral(string text) => text is "true" or "false" || IsNumber(text);

    /// <summary>Writes a text as the value that it is in JSON; a number keeps its digits.</summary>
    public static void Write(Utf8JsonWriter writer, string text)
    {
        if (text is "true" or "false") writer.WriteBooleanValue(text == "true");
        else if (IsNumber(text)) writer.WriteRawValue(text);
        else writer.WriteStringValue(text);
    }

    /// <summary>A text as the value that it is in JSON; a number keeps its digits.</summary>
    public static JsonNode Node(string text) => IsLiteral(text) ? JsonNode.Parse(text)! : JsonValue.Create(text);

    /// <summary>RFC 8259, section 6: no leading zeros or plus sign, digits on both sides of the point.</summary>
    private static bool IsNumber(string text)
    {
        var digits = text.AsSpan().TrimStart('-');
        if (digits.IsEmpty || text.Length - digits.Length > 1) return false;
        if (!char.IsAsciiDigit(digits[0]) || !char.IsAsciiDigit(digits[^1])) return false;
        if (digits[0] == '0' && digits.Length > 1 && char.IsAsciiDigit(digits[1])) return false;
        int point = digits.IndexOf('.');
        if (point >= 0 && !char.IsAsciiDigit(digits[point + 1])) return false;
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, style, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);
    }
}
