using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using FedPG.Experiments.Schemas;
using FedPG.Tool.Http;

namespace FedPG.Tool.Commands;

/// <summary><c>fedpg schema [NAME]</c>: JSON Schemas of the files and answers.</summary>
internal static class SchemaCommand
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schemas of the files and, of the tool itself, of what a node answers.</summary>
    private static readonly ImmutableArray<SchemaEntry> Entries =
    [
        .. SchemaCatalogue.All,
        new("node-status", "`/status` of `node --http`.", _ => RecordSchema.Of(MemberJson.Shared.MemberStatus)),
    ];

    public static Command Create(CatalogueOption catalogue)
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "The schema (default: a list of all names).",
            Arity = ArgumentArity.ZeroOrOne,
            CompletionSources = { Entries.Select(entry => entry.Name).ToArray() },
        };
        var command = new Command("schema", "Print the JSON Schema of a file or an answer.") { name };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(name) is { } given)
            {
                Console.Out.WriteLine(SchemaCatalogue.Get(Entries, given, catalogue.Of(parsed)).ToJsonString(Indented));
                return ExitCode.Done;
            }

            int width = Entries.Max(entry => entry.Name.Length);
            foreach (var entry in Entries)
                Console.Out.WriteLine($"{entry.Name.PadRight(width)}  {entry.Description}");
            return ExitCode.Done;
        });
        return command;
    }
}
