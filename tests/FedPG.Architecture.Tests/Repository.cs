using System.Runtime.CompilerServices;

namespace FedPG.Architecture.Tests;

/// <summary>The working copy that the tests were compiled from.</summary>
internal static class Repository
{
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

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
