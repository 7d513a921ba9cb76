using System.Collections.Immutable;
using System.Text.Json.Nodes;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Configuration.Schema;
using FedPG.Experiments.Inspection;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results.Dataset;
using FedPG.Experiments.Text;
using FedPG.Federation;

namespace FedPG.Experiments.Schemas;

/// <summary>The JSON Schemas of all JSON that the tool reads and writes.</summary>
internal static class SchemaCatalogue
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>The schemas, by name.</summary>
    public static ImmutableArray<SchemaEntry> All { get; } =
    [
        new("experiment", "An experiment file, as JSON.", catalogue => new ExperimentSchema(catalogue).Build()),
        new("mdp", "Environments: an MDP file, fedpg-mdp/1.", _ => FormatSchema.Of("mdp")),
        new("gymnasium", "Gymnasium's table of transitions as JSON, gymnasium-P/1.", _ => FormatSchema.Of("gymnasium")),
        new("lqr", "Linear-quadratic systems, fedpg-lqr/1.", _ => FormatSchema.Of("lqr")),
        new("policy", "A policy, fedpg-policy/1: policy.json and best-policy.json.", _ => FormatSchema.Of("policy")),
        new("actions", "Actions for `simulate --actions`.", _ => FormatSchema.Of("actions")),
        new("experiment.json", "What an experiment was, and the folders of its runs.", _ => RecordSchema.Of(
            DatasetJson.Shared.ExperimentIndex)),
        new("summary.json", "The results of an experiment's runs; also `run --json`.", _ => RecordSchema.Of(
            RecordsJson.Shared.ExperimentSummary)),
        new("provenance.json", "Where a result came from.", _ => RecordSchema.Of(RecordsJson.Shared.Provenance)),
        new("run.json", "A run and, once it is completed, its result.", _ => RecordSchema.Of(RecordsJson.Shared.RunMark)),
        new("status.json", "The state of a running experiment; also each line of `run --progress json`.", _ => RecordSchema.Of(
            StatusJson.Shared.ExperimentStatus)),
        new("answer.json", "The answer to an experiment's question.", _ => RecordSchema.Of(AnswerJson.Shared.Answer)),
        new("describe", "`describe --json`: environments, or a list of several.", _ => RecordSchema.OneOrMore(
            InspectionJson.Shared.EnvironmentDescription, InspectionJson.Shared.ControlDescription)),
        new("evaluate", "`evaluate --json`: a policy's value and gradients.", _ => RecordSchema.Of(InspectionJson.Shared.PolicyAssessment)),
        new("simulate", "`simulate --json`: trajectories.", _ => FormatSchema.Of("simulate")),
    ];

    /// <summary>The schema of a name.</summary>
    /// <param name="entries">The schemas that there are.</param>
    /// <param name="name">The name.</param>
    /// <param name="catalogue">What experiment files can name.</param>
    /// <exception cref="SpecificationException">There is no schema of that name.</exception>
    public static JsonObject Get(IReadOnlyList<SchemaEntry> entries, string name, FederationCatalogue catalogue)
    {
        string[] names = [.. entries.Select(entry => entry.Name)];
        var found = entries.FirstOrDefault(entry => entry.Name == name)
            ?? throw new SpecificationException(
                "schema", $"'{OneLine.Of(name)}'", $"{NameList.Or(names)} (the nearest is {NearestName.To(name, names)})");
        var schema = new JsonObject { ["$schema"] = Draft, ["title"] = found.Name, ["description"] = found.Description };
        foreach (var (key, value) in found.Build(catalogue)) schema[key] = value?.DeepClone();
        return schema;
    }
}

/// <summary>A JSON Schema that the tool prints.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">What has this schema, in a sentence.</param>
/// <param name="Build">Builds the schema.</param>
internal sealed record SchemaEntry(string Name, string Description, Func<FederationCatalogue, JsonObject> Build);
