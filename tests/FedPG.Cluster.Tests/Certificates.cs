using System.Diagnostics;

namespace FedPG.Cluster.Tests;

/// <summary>Certificates made by the documented script: two of one authority, and one of another.</summary>
public sealed class Certificates : IAsyncLifetime
{
    /// <summary>Opens all of them.</summary>
    public const string Password = "pass word";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fedpg-certificates-");

    /// <summary>A file of an authority.</summary>
    public string File(string authority, string name) => Path.Combine(_folder.FullName, authority, name);

    public Task InitializeAsync() => Task.WhenAll(MakeAsync("ours", "server", "worker"), MakeAsync("theirs", "stranger"));

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private async Task MakeAsync(string authority, params string[] names)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "make-certificates.sh"), File(authority, ""), .. names];
        var start = new ProcessStartInfo("sh", arguments) { Environment = { ["FEDPG_TLS_PASSWORD"] = Password } };
        using var script = Process.Start(start)!;
        await script.WaitForExitAsync();
        script.ExitCode.ShouldBe(0);
    }
}
