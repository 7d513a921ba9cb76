using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using FedPG.Options;

namespace FedPG.Experiments.Files;

/// <summary>
/// Files of policies over features, <c>fedpg-policy/1</c> with the parameterization <c>features</c>: <c>structure</c> (bits or levels),
/// <c>policy</c> (the settings of the section <c>policy</c> of an experiment file) and <c>parameters</c>, one list.
/// </summary>
internal static class FeaturePolicyFile
{
    /// <summary>The parameterization's name.</summary>
    public const string Parameterization = "features";

    /// <summary>The structure of a tree of bits per action dimension.</summary>
    public const string Bits = "bits";

    /// <summary>The structure of a distribution over levels, or of a density.</summary>
    public const string Levels = "levels";

    private static readonly JsonSerializerOptions Settings = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Whether the root of a policy file is a policy over features.</summary>
    public static bool IsFeatures(JsonElement root) =>
        JsonInput.TryGet(root, "parameterization", out var name)
        && name.ValueKind == JsonValueKind.String
        && name.ValueEquals(Parameterization);

    /// <summary>Writes a file atomically; every number reads back as the same bits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="policy">The policy.</param>
    public static void Write(string path, FeaturePolicy policy)
    {
        var culture = CultureInfo.InvariantCulture;
        var text = new StringBuilder();
        text.Append(
            culture,
            $"{{\n  \"format\": \"{PolicyFile.Format}\",\n  \"parameterization\": \"{Parameterization}\",\n");
        text.Append(culture, $"  \"structure\": \"{(policy.IsBits ? Bits : Levels)}\",\n");
        if (policy.Round is { } round) text.Append(culture, $"  \"round\": {round},\n");
        text.Append(culture, $"  \"policy\": {JsonSerializer.Serialize(policy.Options, Settings)},\n  \"parameters\": [\n");
        text.AppendJoin(",\n", policy.Parameters.Chunk(8).Select(row => $"    {string.Join(", ", row.Select(Number))}"));
        text.Append("\n  ]\n}\n");
        AtomicFile.WriteText(path, text.ToString());
    }

    /// <summary>JSON has no number for non-finite values, so those of a diverged policy are strings.</summary>
    private static string Number(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? text : $"\"{text}\"";
    }
}

/// <summary>A policy over features as a file holds it.</summary>
/// <param name="Options">The settings of the policy.</param>
/// <param name="IsBits">Whether softmax is a tree of bits, as with b-rs-fedpg.</param>
/// <param name="Parameters">θ.</param>
internal sealed record FeaturePolicy(PolicyOptions Options, bool IsBits, ImmutableArray<double> Parameters)
{
    /// <summary>The number of rounds after which a run had this policy; null if the file does not say.</summary>
    public int? Round { get; init; }
}
