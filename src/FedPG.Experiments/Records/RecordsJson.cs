using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FedPG.Experiments.Analyses;

namespace FedPG.Experiments.Records;

/// <summary>JSON of the records, generated at compile time.</summary>
[JsonSerializable(typeof(ExperimentSummary))]
[JsonSerializable(typeof(Provenance))]
[JsonSerializable(typeof(RunMark))]
[JsonSerializable(typeof(Answer))]
internal sealed partial class RecordsJson : JsonSerializerContext
{
    /// <summary>
    /// camelCase and indented. Non-finite numbers, which JSON cannot express, are the strings "NaN", "Infinity" and "-Infinity".
    /// </summary>
    public static RecordsJson Shared { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // The text is not embedded in HTML; this keeps names readable.
    });
}
