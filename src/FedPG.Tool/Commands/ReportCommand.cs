using System.CommandLine;
using FedPG.Experiments.Analyses;
using FedPG.Experiments.Presentation;
using FedPG.Experiments.Presentation.Html;
using FedPG.Experiments.Results.Dataset;
using FedPG.Tool.Output;

namespace FedPG.Tool.Commands;

/// <summary><c>fedpg report DIR...</c>: one page and a table from finished experiments.</summary>
internal static class ReportCommand
{
    public static Command Create(CatalogueOption catalogue)
    {
        var folders = new Argument<string[]>("DIR") { Description = "Folders that 'fedpg run' wrote.", Arity = ArgumentArity.OneOrMore };
        var page = new Option<string?>("--out")
        {
            Description = "The page to write (default: report.html in the folder; for several folders comparison.html in the first).",
            HelpName = "FILE",
        };
        var format = FormatOption.Create();
        var command = new Command("report", "Report on experiments, finished or not: a table, curves and one self-contained page.")
        {
            folders, page, format,
        };
        command.SetAction(async (parsed, token) =>
        {
            string[] directories = parsed.GetValue(folders)!;
            string name = directories.Length == 1 ? HtmlReport.FileName : HtmlReport.ComparisonName;
            string file = parsed.GetValue(page) is { } given ? OutputPath.Checked(given, "--out") : Path.Combine(directories[0], name);
            if (Directory.Exists(file)) throw new SpecificationException(file, "a folder", "a file to write the page to");
            var extended = catalogue.Of(parsed);
            var formats = FormatOption.Parse(parsed.GetValue(format), extended);
            var content = await Task.Run(() => ReportContent.Load(directories, extended), token).WaitAsync(token);
            if (directories.Length == 1 && parsed.GetValue(page) is null)
            {
                ReportFolder.WriteAll(directories[0], extended, token);
                await DatasetFiles.WriteAsync(content.Results.Folders[0], token);
            }
            else
            {
                WritePage(content, file);
            }

            foreach (var folder in content.Results.Folders) await FormatOption.WriteAsync(formats, folder);
            ResultView.Write(content);
            Console.Out.WriteLine($"written to {file}");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Writes the page where the user wants it. A place where no file can be made is bad input; a full disk is not.</summary>
    private static void WritePage(ReportContent content, string file)
    {
        try
        {
            HtmlReport.Write(content, file);
        }
        catch (Exception error) when (
            (error.InnerException ?? error) is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SpecificationException($"{file}: cannot be written: {error.Message}", error);
        }
    }
}
