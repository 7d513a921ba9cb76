using System.Globalization;
using System.Text;

namespace FedPG.Tool.Metrics;

/// <summary>
/// Prometheus' text format (version 0.0.4), with the names that OpenTelemetry's specification derives from an instrument's name and unit.
/// </summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The text of all series.</summary>
    public static string Of(IEnumerable<MeterSeries> all)
    {
        var text = new StringBuilder();
        foreach (var series in all)
        {
            var values = series.Read();
            if (values.Count == 0) continue;
            string name = Name(series.Instrument.Name, series.Instrument.Unit, series.Kind);
            string help = series.Instrument.Description is { Length: > 0 } description ? description : series.Instrument.Name;
            text.Append("# HELP ").Append(name).Append(' ').Append(Escaped(help, isLabel: false)).Append('\n');
            text.Append("# TYPE ").Append(name).Append(' ').Append(Type(series.Kind)).Append('\n');
            foreach (var (labels, value, counts) in values)
            {
                if (series.Kind == SeriesKind.Histogram) Histogram(text, name, labels, series.Buckets, value, counts);
                else Sample(text, name, labels, Number(value));
            }
        }

        return text.ToString();
    }

    /// <summary>The tags as labels, without braces.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var text = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            if (text.Length > 0) text.Append(',');
            string shown = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            text.Append(Word(key)).Append("=\"").Append(Escaped(shown, isLabel: true)).Append('"');
        }

        return text.ToString();
    }

    /// <summary>The name of a series: <c>fedpg.round.duration</c> in s becomes <c>fedpg_round_duration_seconds</c>.</summary>
    public static string Name(string instrument, string? unit, SeriesKind kind)
    {
        string name = Word(instrument);
        string ending = unit switch
        {
            null or "" => "",
            "s" => "_seconds",
            "By" => "_bytes",
            _ when unit[0] == '{' => "",
            _ => "_" + Word(unit),
        };
        if (!name.EndsWith(ending, StringComparison.Ordinal)) name += ending;
        return kind == SeriesKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    private static void Histogram(StringBuilder text, string name, string labels, double[] buckets, double sum, long[] counts)
    {
        string comma = labels.Length > 0 ? "," : "";
        long below = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            below += counts[i];
            string limit = i < buckets.Length ? Number(buckets[i]) : "+Inf";
            Sample(text, name + "_bucket", $"{labels}{comma}le=\"{limit}\"", Number(below));
        }

        Sample(text, name + "_sum", labels, Number(sum));
        Sample(text, name + "_count", labels, Number(below));
    }

    private static void Sample(StringBuilder text, string name, string labels, string value)
    {
        text.Append(name);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value).Append('\n');
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Type(SeriesKind kind) => kind switch
    {
        SeriesKind.Counter => "counter",
        SeriesKind.Histogram => "histogram",
        _ => "gauge",
    };

    private static string Word(string name) =>
        string.Create(name.Length, name, (word, from) =>
        {
            for (int i = 0; i < word.Length; i++) word[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
        });

    private static string Escaped(string text, bool isLabel)
    {
        text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return isLabel ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
    }
}
