using FedPG.Experiments.Configuration;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Tests.Configuration;

/// <summary>A folder of its own for a test, gone afterwards.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fedpg").FullName;

    public string Write(string name, string text)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public ExperimentSpecification Read(string text, params string[] set) => ReadFile(Write("x.conf", text), set);

    public static ExperimentSpecification ReadFile(string path, params string[] set) =>
        new ExperimentReader(Worlds.Catalogue).Read(path, set);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
