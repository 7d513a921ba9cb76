using System.Text.RegularExpressions;

namespace FedPG.Tool.Templates;

/// <summary>A new experiment: one experiment file, and the MDP files that it names beside it.</summary>
/// <param name="Files">The files by name, with their texts; the experiment file is the first.</param>
internal sealed partial record NewExperiment(IReadOnlyList<(string Name, string Text)> Files)
{
    /// <summary>A copy of a template under another name: its includes are inserted, and its paths are those of files beside it.</summary>
    public static NewExperiment From(ExperimentTemplate template, string name)
    {
        var beside = new List<(string Name, string Text)>();
        string text = Include().Replace(template.Text, include => template.Beside(include.Groups[1].Value));
        text = NameKey().Replace(text, key => $"{key.Groups[1].Value}name = \"{name}\"", count: 1);
        text = CommandLine().Replace(text, $"#   fedpg run \"{name}.conf\"");
        text = PathKey().Replace(text, path =>
        {
            string file = Path.GetFileName(path.Groups[2].Value);
            if (beside.All(entry => entry.Name != file)) beside.Add((file, template.Beside(path.Groups[2].Value)));
            return $"{path.Groups[1].Value}\"{file}\"";
        });
        return new NewExperiment([($"{name}.conf", text), .. beside]);
    }

    [GeneratedRegex("""^include "([^"]+)"$""", RegexOptions.Multiline)]
    private static partial Regex Include();

    [GeneratedRegex(@"^(\s*)name = .+$", RegexOptions.Multiline)]
    private static partial Regex NameKey();

    [GeneratedRegex("^#   dotnet run .*$", RegexOptions.Multiline)]
    private static partial Regex CommandLine();

    [GeneratedRegex("""^(\s*path = )"([^"]+)"$""", RegexOptions.Multiline)]
    private static partial Regex PathKey();
}
