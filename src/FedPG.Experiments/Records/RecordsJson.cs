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
    /// <summary>
    /// camelCase and indented; a number that is not finite is the string "NaN", "Infinity" or "-Infinity", which JSON has no number for.
    /// </summary>
    public static RecordsJson Shared { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // A file, not a page: keeps names readable.
    });
}
