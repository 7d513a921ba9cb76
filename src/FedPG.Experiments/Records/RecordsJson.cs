using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FedPG.Experiments.Records;

/// <summary>JSON of the records, generated at compile time.</summary>
[JsonSerializable(typeof(ExperimentSummary))]
[JsonSerializable(typeof(Provenance))]
[JsonSerializable(typeof(RunMark))]
internal sealed partial class RecordsJson : JsonSerializerContext
{
    public static RecordsJson Shared { get; } = new(NewOptions());

    /// <summary>
    /// The options of every JSON file of an experiment: camelCase and indented. Non-finite numbers, which JSON cannot express, are the
    /// strings "NaN", "Infinity" and "-Infinity".
    /// </summary>
    public static JsonSerializerOptions NewOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        Converters = { new SweepValueJson() },
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // The text is not embedded in HTML; this keeps names readable.
    };
}
