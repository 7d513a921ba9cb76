using System.Runtime.CompilerServices;

namespace FedPG.Architecture.Tests;

/// <summary>The working copy that the tests were compiled from.</summary>
internal static class Repository
{
    private static readonly HashSet<string> SettingsKinds =
    [
        ".csproj", ".props", ".targets", ".slnx", ".editorconfig", ".conf", ".inc", ".sh", ".py", ".yml", ".yaml", ".proto",
    ];

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "../.."));

    /// <summary>Every C# file below a folder of the root, without what a build makes.</summary>
    public static IEnumerable<string> Sources(params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !Relative(file).Split('/').Any(part => part is "obj" or "bin"))
        .Order(StringComparer.Ordinal);

    /// <summary>Every page for readers, without those beside test data.</summary>
    public static IEnumerable<string> Pages() => Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
        .Where(file => !Relative(file).Split('/').Any(part => part is "obj" or "bin" or "artifacts" or "runs" or "Data"))
        .Order(StringComparer.Ordinal);

    /// <summary>Every project, script and experiment file, without data, and without what a build or a run makes.</summary>
    public static IEnumerable<string> Settings() => Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Where(file => SettingsKinds.Contains(Path.GetExtension(file)) || Relative(file).StartsWith(".ci/", StringComparison.Ordinal))
        .Where(file => !Relative(file).Split('/').Any(part => part is ".git" or "obj" or "bin" or "artifacts" or "runs" or "Data"))
        .Order(StringComparer.Ordinal);

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
