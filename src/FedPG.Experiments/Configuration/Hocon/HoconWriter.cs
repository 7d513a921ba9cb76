using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FedPG.Experiments.Configuration.Hocon;

/// <summary>Writes nodes as HOCON text, one key per line.</summary>
internal static class HoconWriter
{
    private const int Indentation = 2;

    /// <summary>The keys of a section, without outer braces.</summary>
    public static string Write(ConfigSection section)
    {
        var text = new StringBuilder();
        WriteEntries(text, section, 0);
        return text.ToString();
    }

    /// <summary>A value as written in a file: quoted unless it is plain.</summary>
    public static string Quoted(string value)
    {
        bool isPlain = value.Length > 0 && value.All(c => ConfigPath.IsPlain(c) || c is '.' or '/' or '+')
            && !value.Contains("//", StringComparison.Ordinal);
        return isPlain ? value : $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
    }

    private static void WriteEntries(StringBuilder text, ConfigSection section, int depth)
    {
        foreach (var (key, node) in section.Entries)
        {
            text.Append(' ', depth * Indentation).Append(ConfigPath.IsPlain(key) ? key : $"\"{key}\"");
            if (node is ConfigSection inner)
            {
                text.Append(" {\n");
                WriteEntries(text, inner, depth + 1);
                text.Append(' ', depth * Indentation).Append("}\n");
            }
            else
            {
                text.Append(" = ").Append(Value(node)).Append('\n');
            }
        }
    }

    private static string Value(ConfigNode node) => node switch
    {
        ConfigText text => Quoted(text.Value),
        ConfigList list => $"[{string.Join(", ", list.Items.Select(Value))}]",
        ConfigSection section => $"{{{string.Join(", ", section.Entries.Select(e => $"{ConfigPath.Quoted(e.Key)} = {Value(e.Value)}"))}}}",
        _ => throw new InvalidOperationException($"{node.GetType()} has no text."),
    };
}
