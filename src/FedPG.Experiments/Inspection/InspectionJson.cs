using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FedPG.Experiments.Inspection;

/// <summary>JSON of the answers, generated at compile time: camelCase, on one line; non-finite numbers are strings.</summary>
[JsonSerializable(typeof(EnvironmentDescription))]
[JsonSerializable(typeof(ControlDescription))]
[JsonSerializable(typeof(PolicyAssessment))]
internal sealed partial class InspectionJson : JsonSerializerContext
{
    /// <summary>The context to serialise answers with.</summary>
    public static InspectionJson Shared { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
