using System.CommandLine;
using System.CommandLine.Completions;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Configuration.Schema;
using FedPG.Tool.Output;

namespace FedPG.Tool.Commands;

/// <summary><c>fedpg explain [KEY]</c>: the meaning, the default and the accepted values of a key of experiment files.</summary>
internal static class ExplainCommand
{
    public static Command Create(CatalogueOption catalogue)
    {
        var key = new Argument<string?>("KEY")
        {
            Description = "A setting or a section, such as local.steps or fedpg.local (default: the sections).",
            Arity = ArgumentArity.ZeroOrOne,
            CompletionSources =
            {
                context => new SettingSchemas(catalogue.Of(context.ParseResult)).Keys.Select(known => new CompletionItem(known)),
            },
        };
        var command = new Command("explain", "Explain a key of experiment files.") { key };
        command.SetAction(parsed =>
        {
            var settings = new SettingSchemas(catalogue.Of(parsed));
            string path = SettingSchemas.FullKey(parsed.GetValue(key) ?? ConfigPath.Root);
            foreach (string line in ExplanationView.Lines(settings, path).ToList()) Console.Out.WriteLine(line);
            return ExitCode.Done;
        });
        return command;
    }
}
