using System.CommandLine;
using FedPG.Experiments.Files;

namespace FedPG.Tool.Commands;

/// <summary><c>fedpg convert FILE... --out FILE</c>: finite processes from one file format to another.</summary>
internal static class ConvertCommand
{
    public static Command Create(CatalogueOption catalogue)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "MDP files, of which each is one or more types of a federation.",
            Arity = ArgumentArity.OneOrMore,
        };
        var mdp = new MdpOption();
        var page = new Option<string>("--out")
        {
            Description = "The file to write; its ending is that of its format: "
                + ".mdp.json, .npz, .gym.json, .tra, .pexp, .drn, .MDP or .POMDP.",
            HelpName = "FILE",
            Required = true,
        };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace files that exist." };
        var command = new Command("convert", "Convert MDP files between formats; several files become one federation.")
        {
            files, page, overwrite,
        };
        foreach (var option in mdp.Others) command.Options.Add(option);
        command.SetAction(async (parsed, token) =>
        {
            var extended = catalogue.Of(parsed);
            string path = OutputPath.Checked(parsed.GetValue(page)!, "--out");
            var converting = Task.Run(
                () => MdpExport.Of(mdp.Read(parsed.GetValue(files)!, parsed, extended), path, extended.Formats), token);
            var export = await converting.WaitAsync(token);
            await Task.Run(() => export.Write(parsed.GetValue(overwrite), token), token);
            foreach (string note in export.Notes) Console.Error.WriteLine($"note: {note}");
            Console.Out.WriteLine($"written to {string.Join(", ", export.Paths)}");
            return ExitCode.Done;
        });
        return command;
    }
}
