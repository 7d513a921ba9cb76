using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace FedPG.Cluster.Tests;

/// <summary>
/// samples/Extension.Sample and samples/Tool.Sample, copied out of the repository and built against the packages of this commit.
/// </summary>
public sealed class SampleExtension : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fedpg-extension-");
    private readonly string _version = $"0.0.0-test.{Guid.NewGuid():N}";

    /// <summary>What the executable uses, in the order of the references.</summary>
    private static readonly string[] Packages =
        ["FedPG", "FedPG.Actors", "FedPG.Checkpoints", "FedPG.Experiments", "FedPG.Tool"];

    /// <summary>The extension's assembly.</summary>
    public string Assembly => Built("Extension.Sample");

    /// <summary>The assembly of the executable with the extension's names.</summary>
    public string Executable => Built("Tool.Sample");

    /// <summary>The experiment that uses all of it.</summary>
    public string Experiment => Path.Combine(_folder.FullName, "Extension.Sample", "experiment.conf");

    /// <summary>The experiment with continuous states.</summary>
    public string Control => Path.Combine(_folder.FullName, "Extension.Sample", "control.conf");

    /// <summary>Few rounds and one seed.</summary>
    public string[] Shorter { get; } = ["--set", "fedpg.rounds=25", "--seeds", "0"];

    /// <summary>The results of a short run of <see cref="Experiment"/>.</summary>
    public string Results => Path.Combine(_folder.FullName, "results");

    public async Task InitializeAsync()
    {
        string repository = Path.GetFullPath(Path.Combine(HereOf(), "..", "..")), packages = Path.Combine(_folder.FullName, "packages");
        foreach (string sample in (string[])["Extension.Sample", "Tool.Sample"])
        {
            string copy = _folder.CreateSubdirectory(sample).FullName;
            foreach (string file in Directory.GetFiles(Path.Combine(repository, "samples", sample)))
            {
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            }
        }

        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "nuget.config"), $"""
            <configuration><packageSources><add key="packages" value="{packages}" /></packageSources></configuration>
            """);
        string pack = Path.Combine(_folder.FullName, "pack.proj");
        await File.WriteAllTextAsync(pack, $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{string.Join(';', Packages.Select(name => Path.Combine(repository, "src", name, $"{name}.csproj")))}"
                         Targets="Pack" Properties="Configuration=Release;NoBuild=true;Version={_version};PackageOutputPath={packages}" />
              </Target>
            </Project>
            """);
        await RunAsync(repository, "msbuild", pack, "-t:Pack");
        await RunAsync(_folder.FullName, "build", "Tool.Sample", "-c", "Release", $"-p:FedPGVersion={_version}");
        string[] run = [ToolProcess.Fedpg, "run", Experiment, "--extension", Assembly, "--out", Results, "--quiet", .. Shorter];
        await RunAsync(_folder.FullName, run);
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private string Built(string project) => Path.Combine(_folder.FullName, project, "bin", "Release", "net10.0", project + ".dll");

    /// <summary>Runs dotnet. The package of this commit stays out of the user's package folder, which has all others.</summary>
    private async Task RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string usual = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        start.Environment["NUGET_FALLBACK_PACKAGES"] = usual;
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "restored");

        // The test host's MSBuild variables are only for its own build.
        foreach (
            string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"dotnet {string.Join(' ', arguments)}\n{await output}\n{await error}");
    }

    private static string HereOf([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
