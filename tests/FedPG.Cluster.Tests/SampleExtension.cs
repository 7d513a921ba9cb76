using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace FedPG.Cluster.Tests;

/// <summary>samples/Extension.Sample, copied out of the repository and built against the package of this commit.</summary>
public sealed class SampleExtension : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fedpg-extension-");
    private readonly string _version = $"0.0.0-test.{Guid.NewGuid():N}";

    /// <summary>The assembly.</summary>
    public string Assembly => Path.Combine(_folder.FullName, "bin", "Release", "net10.0", "Extension.Sample.dll");

    /// <summary>The experiment that uses all of it.</summary>
    public string Experiment => Path.Combine(_folder.FullName, "experiment.conf");

    public async Task InitializeAsync()
    {
        string repository = Path.GetFullPath(Path.Combine(HereOf(), "..", "..")), packages = Path.Combine(_folder.FullName, "packages");
        foreach (string file in Directory.GetFiles(Path.Combine(repository, "samples", "Extension.Sample")))
        {
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        }

        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "nuget.config"), $"""
            <configuration><packageSources><add key="packages" value="{packages}" /></packageSources></configuration>
            """);
        await RunAsync(repository, "pack", "src/FedPG", "-c", "Release", "--no-build", "-o", packages, $"-p:Version={_version}");
        await RunAsync(_folder.FullName, "build", "-c", "Release", $"-p:FedPGVersion={_version}");
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Runs the SDK. The package of this commit stays out of the user's package folder, which has all others.</summary>
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
