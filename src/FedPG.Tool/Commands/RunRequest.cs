using FedPG.Experiments.Configuration;
using FedPG.Experiments.Execution;
using FedPG.Experiments.Results.Export;
using FedPG.Experiments.Specification;
using FedPG.Federation;
using FedPG.Tool.Http;
using FedPG.Tool.Output;

namespace FedPG.Tool.Commands;

/// <summary>The command line of <c>fedpg run</c>.</summary>
internal sealed record RunRequest(
    string[] Files,
    ExperimentInput Input,
    string[] Overrides,
    IReadOnlyList<long>? Seeds,
    string[] Variants,
    string? Out,
    string[] Words,
    ExperimentStart Start,
    ProcessConfiguration Process,
    FederationCatalogue Catalogue,
    ProgressForm Progress,
    bool Json,
    IReadOnlyList<IRecordFormat> Formats,
    HttpAddress? Http,
    RunMonitor Monitor)
{
    /// <summary>The command line that continues this one. What came from standard input is in the folder.</summary>
    public string Resuming(string folder)
    {
        bool isPiped = Files.Contains(ExperimentInput.Argument);
        var words = Words.Where(word => word is not ("--overwrite" or "--resume"))
            .Select(word => isPiped && word == ExperimentInput.Argument ? Path.Combine(folder, ExperimentWriter.FileName) : word);
        return string.Join(' ', words.Append("--resume").Select(Quoted).Prepend(CommandName.Current));
    }

    /// <summary>A word, quoted for a shell if necessary.</summary>
    private static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || "-_./=:,+@%~".Contains(c, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
