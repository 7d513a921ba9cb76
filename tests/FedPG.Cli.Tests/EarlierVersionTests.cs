using System.Security.Cryptography;

namespace FedPG.Cli.Tests;

/// <summary>Folders that earlier versions wrote (tests/Data/earlier): their results are shown, and they are never continued by
/// mistake. Their <c>provenance.json</c> names the commit.</summary>
public class EarlierVersionTests : Workspace
{
    private const string Accepted = "accepted: fedpg-run/2, or --overwrite";

    [Theory]
    [InlineData("journal")]
    [InlineData("chain")]
    public async Task A_folder_of_an_earlier_version_is_reported(string version)
    {
        Copy(version);
        var report = await Tool.RunAsync("report", Path("out"));
        report.Code.ShouldBe(0, report.Error);
        report.Output.ShouldContain("51.027");
        string page = await File.ReadAllTextAsync(Path("out", "report.html"));
        page.ShouldContain("policy.json");
        page.ShouldNotContain("best-policy.json");
        page.ShouldNotContain("<dt>best</dt>");
    }

    [Theory]
    [InlineData("journal")]
    [InlineData("chain")]
    public async Task A_run_of_an_earlier_version_is_not_continued_but_can_be_replaced(string version)
    {
        Copy(version);
        await ShouldBeRefusedAsync("s-fedpg-seed0: found the format fedpg-run/1, of another version; " + Accepted);
        string file = Path("out", "experiment.conf"), copy = Path("experiment.conf");
        File.Copy(file, copy);
        var replaced = await Tool.RunAsync("run", copy, "--out", Path("out"), "--overwrite", "--quiet");
        replaced.Code.ShouldBe(0, replaced.Error);
        (await Tool.RunAsync("run", copy, "--out", Path("out"), "--resume", "--quiet")).Code.ShouldBe(0);
    }

    [Theory]
    [InlineData("journal", "found the tables of another version; accepted: fedpg_checkpoints (fedpg-checkpoint/2), or --overwrite")]
    [InlineData("chain", "found the format fedpg-checkpoint/1 of 'earlier/s-fedpg-seed0'; accepted: fedpg-checkpoint/2, or --overwrite")]
    public async Task Checkpoints_of_an_earlier_version_are_not_continued(string version, string expected)
    {
        Copy(version);
        Directory.Delete(Path("out", "s-fedpg-seed0"), recursive: true);
        await ShouldBeRefusedAsync("checkpoints.db: cannot be used for checkpoints: " + expected);
    }

    [Fact]
    public async Task A_run_with_another_version_of_the_random_streams_is_refused_by_that_name()
    {
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet")).Code.ShouldBe(0);
        string mark = Path("out", "s-fedpg-seed0", "run.json"), text = await File.ReadAllTextAsync(mark);
        await File.WriteAllTextAsync(mark, text.Replace("\"fingerprint\": \"3:", "\"fingerprint\": \"2:", StringComparison.Ordinal));
        (await File.ReadAllTextAsync(mark)).ShouldNotBe(text);
        await ShouldBeRefusedAsync("found run 's-fedpg-seed0' with version 2 of the random streams; accepted: version 3, or --overwrite");
    }

    private async Task ShouldBeRefusedAsync(string expected)
    {
        string before = Everything();
        var resumed = await Tool.RunAsync("run", Path("out", "experiment.conf"), "--out", Path("out"), "--resume", "--quiet");
        resumed.Code.ShouldBe(2, resumed.Error);
        resumed.ErrorLines.Single().ShouldContain(expected);
        Everything().ShouldBe(before);
    }

    private void Copy(string version)
    {
        string source = System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "earlier", version);
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            string target = Path("out", System.IO.Path.GetRelativePath(source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private string Everything() => string.Join('\n', Directory.GetFiles(Path("out"), "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"));
}
