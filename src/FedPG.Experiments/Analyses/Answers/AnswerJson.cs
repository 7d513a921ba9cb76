using System.Text.Json.Serialization;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Analyses.Answers;

/// <summary>JSON of an answer, generated at compile time.</summary>
[JsonSerializable(typeof(Answer))]
internal sealed partial class AnswerJson : JsonSerializerContext
{
    public static AnswerJson Shared { get; } = new(RecordsJson.NewOptions());
}
