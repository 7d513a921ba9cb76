using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Actors.Wire;

/// <summary>An extension's options as sent between processes; the receiver's catalogue determines their type.</summary>
/// <param name="Kind">The kind of extension.</param>
/// <param name="Name">The extension's name.</param>
/// <param name="Json">The extension's options as JSON.</param>
internal sealed record ExtensionText(ExtensionKind Kind, string Name, string Json)
{
    private static readonly JsonSerializerOptions Format = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Serializes the options of a catalogue's extensions.</summary>
    public static ImmutableArray<ExtensionText> Write(ExtensionOptions options, FederationCatalogue catalogue) =>
    [
        .. from section in catalogue.Sections
           let value = options.Find(section.Options)
           where value is not null
           select new ExtensionText(section.Kind, section.Name, JsonSerializer.Serialize(value, section.Options, Format)),
    ];

    /// <summary>Deserializes options.</summary>
    /// <exception cref="SpecificationException">This catalogue has no such extension, or its options differ.</exception>
    public static ExtensionOptions Read(IEnumerable<ExtensionText> texts, FederationCatalogue catalogue) =>
        ExtensionOptions.Of(texts.Select(text => Read(text, catalogue)));

    private static object Read(ExtensionText text, FederationCatalogue catalogue)
    {
        string subject = $"{text.Kind.ToString().ToLowerInvariant()} '{text.Name}'";
        var section = catalogue.Sections.FirstOrDefault(known => known.Kind == text.Kind && known.Name == text.Name)
            ?? throw new SpecificationException(subject, "no such extension on this node", "a node with the server's extensions");
        try
        {
            return JsonSerializer.Deserialize(text.Json, section.Options, Format) ?? throw new JsonException("null");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new SpecificationException(
                $"{subject}: found options that this node cannot read; accepted: a node with the server's version of the extension", error);
        }
    }
}
