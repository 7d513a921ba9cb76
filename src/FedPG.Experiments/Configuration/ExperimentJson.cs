using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Specification;
using FedPG.Experiments.Text;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Configuration;

/// <summary>An experiment as JSON, which <c>fedpg run</c> reads like HOCON: each value has the type of its setting.</summary>
internal sealed class ExperimentJson(FederationCatalogue catalogue)
{
    /// <summary>The JSON of a resolved experiment.</summary>
    /// <param name="merged">The section <c>fedpg</c>.</param>
    public string Of(ConfigSection merged)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            writer.WriteStartObject();
            writer.WritePropertyName(ConfigPath.Root);
            WriteRun(writer, merged);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Writes the keys of <c>fedpg</c> or of a variant.</summary>
    private void WriteRun(Utf8JsonWriter writer, ConfigSection section)
    {
        writer.WriteStartObject();
        var header = OptionKey.Of(typeof(ExperimentHeader), catalogue);
        var settings = OptionKey.Of(typeof(RunSettings), catalogue);
        foreach (var (name, node) in section.Entries)
        {
            writer.WritePropertyName(name);
            if (name == "variants" && node is ConfigSection variants)
            {
                writer.WriteStartObject();
                foreach (var (variant, own) in variants.Entries)
                {
                    writer.WritePropertyName(variant);
                    WriteRun(writer, (ConfigSection)own);
                }

                writer.WriteEndObject();
            }
            else
            {
                Write(writer, node, header.Concat(settings).FirstOrDefault(key => key.Name == name));
            }
        }

        writer.WriteEndObject();
    }

    private void Write(Utf8JsonWriter writer, ConfigNode node, OptionKey? key)
    {
        bool isPerType = key?.Property.IsDefined(typeof(PerTypeAttribute), inherit: true) ?? false;
        Write(writer, node, isPerType && node is ConfigText ? key!.Type.GetElementType() : key?.Type);
    }

    private void Write(Utf8JsonWriter writer, ConfigNode node, Type? type)
    {
        switch (node)
        {
            case ConfigSection section:
                var keys = KeysOf(section, type);
                writer.WriteStartObject();
                foreach (var (name, inner) in section.Entries)
                {
                    writer.WritePropertyName(name);
                    Write(writer, inner, keys.FirstOrDefault(known => known.Name == name));
                }

                writer.WriteEndObject();
                break;
            case ConfigList list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Write(writer, item, type?.GetElementType());
                writer.WriteEndArray();
                break;
            case ConfigText { Value: var text }:
                WriteText(writer, text, type is null ? null : Nullable.GetUnderlyingType(type) ?? type);
                break;
        }
    }

    /// <summary>The keys of a section; none if they are unknown, as those of <c>sweep</c>.</summary>
    private ImmutableArray<OptionKey> KeysOf(ConfigSection section, Type? type)
    {
        if (type == typeof(Environments.IEnvironmentFamily))
        {
            return section.Find("type") is ConfigText { Value: var name } && catalogue.Environments.TryGetValue(name, out var definition)
                ? OptionKey.Of(definition, catalogue)
                : [];
        }

        return type is null ? [] : OptionKey.Of(type, catalogue);
    }

    /// <summary>Without a type, a text that is a number or a flag in JSON becomes that.</summary>
    private static void WriteText(Utf8JsonWriter writer, string text, Type? type)
    {
        bool isNumber = type == typeof(double) || (type is not null && OptionValue.IsWhole(type));
        if (type == typeof(bool) && text is "on" or "off") writer.WriteBooleanValue(text == "on");
        else if (type is null || type == typeof(bool) || isNumber || OptionValue.IsParsable(type)) JsonLiteral.Write(writer, text);
        else writer.WriteStringValue(text);
    }
}
