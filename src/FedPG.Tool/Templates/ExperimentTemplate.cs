using System.Reflection;

namespace FedPG.Tool.Templates;

/// <summary>The experiments of the folder hocon/, which are part of the tool.</summary>
/// <param name="Name">The path in that folder without its ending, such as <c>peers/fednpg</c>.</param>
internal sealed record ExperimentTemplate(string Name)
{
    private const string Root = "hocon/", Ending = ".conf";

    private static readonly Assembly Own = typeof(ExperimentTemplate).Assembly;

    /// <summary>The names of the files' resources. Built on Windows, they have its separators.</summary>
    private static readonly Dictionary<string, string> Resources =
        Own.GetManifestResourceNames().ToDictionary(resource => resource.Replace('\\', '/'));

    /// <summary>All experiments in alphabetical order.</summary>
    public static IReadOnlyList<ExperimentTemplate> All { get; } =
    [
        .. Resources.Keys
            .Where(resource => resource.StartsWith(Root, StringComparison.Ordinal) && resource.EndsWith(Ending, StringComparison.Ordinal))
            .Select(resource => new ExperimentTemplate(resource[Root.Length..^Ending.Length]))
            .OrderBy(template => template.Name, StringComparer.Ordinal),
    ];

    /// <summary>The file's text.</summary>
    public string Text => Read(Name + Ending);

    /// <summary>The first sentence of the file's comment.</summary>
    public string Summary
    {
        get
        {
            var comment = Text.Split('\n').TakeWhile(line => line.StartsWith('#')).Select(line => line.TrimStart('#').Trim());
            string text = string.Join(' ', comment.TakeWhile(line => line.Length > 0));
            int end = Enumerable.Range(0, text.Length).FirstOrDefault(i => IsSentenceEnd(text, i), text.Length - 1);
            return text[..(end + 1)];
        }
    }

    /// <summary>The text of a file that the experiment names.</summary>
    /// <param name="path">Its path relative to the experiment's file.</param>
    public string Beside(string path) => Read(Path.GetRelativePath(".", Path.Combine(Path.GetDirectoryName(Name) ?? "", path)));

    private static bool IsSentenceEnd(string text, int i) =>
        text[i] is '.' or '?' or ':' && (i + 1 == text.Length || (text[i + 1] == ' ' && char.IsUpper(text[i + 2])));

    private static string Read(string path)
    {
        using var stream = Own.GetManifestResourceStream(Resources[Root + path.Replace('\\', '/')])!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
