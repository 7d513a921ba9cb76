using System.Diagnostics;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Files;
using FedPG.Experiments.Records;
using FedPG.Experiments.Tests.Configuration;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Tests.Files;

public class InputLimitsTests
{
    [Theory]
    [InlineData("/dev/zero", "a device")]
    [InlineData("/dev/null", "a device")]
    public void Devices_are_refused(string device, string found)
    {
        if (!OperatingSystem.IsLinux()) return;
        Refusal.ShouldGive(() => Folder.ReadFile(device), [$"{device}: found {found}; accepted: an experiment file"]);
        Refusal.ShouldGive(() => MdpFile.Read(device), [$"{device}: found {found}; accepted: a JSON file"]);
        Refusal.ShouldGive(() => ProcessReader.Read(device), [$"{device}: found {found}; accepted: a file of cluster settings"]);
        Refusal.ShouldGive(() => RoundsFile.Read(device), [$"{device}: found {found}"]);
    }

    [Fact]
    public void A_pipe_is_refused_without_waiting_for_its_writer()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var folder = new Folder();
        string pipe = Path.Combine(folder.Path, "pipe");
        using (var mkfifo = Process.Start("mkfifo", pipe)) mkfifo.WaitForExit();
        Refusal.ShouldGive(() => Folder.ReadFile(pipe), ["pipe: found a pipe"]);
        Refusal.ShouldGive(() => MdpFile.Read(pipe), ["pipe: found a pipe"]);
    }

    [Fact]
    public void Where_the_system_does_not_report_that_a_file_is_a_pipe_nothing_waits_for_it()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new Folder();
        string pipe = Path.Combine(folder.Path, "pipe");
        using (var mkfifo = Process.Start("mkfifo", pipe)) mkfifo.WaitForExit();
        RegularFile.Open(pipe, TimeSpan.FromMilliseconds(20)).ShouldBeNull();
        using var file = RegularFile.Open(folder.Write("x.conf", "a = 1"), TimeSpan.FromSeconds(60)).ShouldNotBeNull();
        RandomAccess.GetLength(file).ShouldBe(5);
        Should.Throw<FileNotFoundException>(() => RegularFile.Open(Path.Combine(folder.Path, "none"), TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void A_large_file_gives_one_clear_line()
    {
        using var folder = new Folder();
        string large = folder.Write("large.conf", "# " + new string('x', InputLimits.ConfigurationBytes));
        Refusal.ShouldGive(() => Folder.ReadFile(large), ["large.conf: found 1 MB; accepted: an experiment file", "at most 1 MB"]);
    }

    [Fact]
    public void Many_keys_long_keys_and_many_variants_give_one_clear_line()
    {
        using var folder = new Folder();
        string keys = string.Concat(Enumerable.Range(0, InputLimits.Keys).Select(i => $"k{i} = 1\n"));
        Refusal.ShouldGive(() => folder.Read($"fedpg {{\n{keys}}}"), ["x.conf: line ", "more than 4000 keys"]);
        Refusal.ShouldGive(() =>
            folder.Read($"fedpg {{\n{new string('a', 201)} = 1\n}}"), ["x.conf: line 2", "of 201 characters; accepted: at most 200"]);
        string variants = string.Concat(Enumerable.Range(0, InputLimits.Settings + 1).Select(i => $"v{i} {{}}\n"));
        Refusal.ShouldGive(() =>
            folder.Read($"fedpg {{ variants {{\n{variants}}}\n}}"), ["x.conf: fedpg: found 2001 settings", "at most 2000"]);
        string seeds = string.Join(", ", Enumerable.Range(0, 60_000));
        Refusal.ShouldGive(() =>
            folder.Read($"fedpg {{ seeds = [{seeds}]\n variants {{ a {{}}\n b {{}}\n }}\n}}"),
            ["x.conf: fedpg: found 120000 runs", "at most 100000"]);
    }

    [Fact]
    public void A_shortened_line_does_not_split_a_character()
    {
        string cut = OneLine.Of(new string('a', 78) + "😀😀😀");
        cut.ShouldBe(new string('a', 78) + "…");
        OneLine.Of("a\ud800b").ShouldBe("a\ufffdb");
        OneLine.IsUnicode("a😀b").ShouldBeTrue();
        OneLine.IsUnicode("a\ude00b").ShouldBeFalse();
    }

    [Theory]
    [InlineData("5 seconds", 5)]
    [InlineData("1 second", 1)]
    [InlineData("2 minutes", 120)]
    [InlineData("0.5 hours", 1800)]
    [InlineData("1 day", 86400)]
    [InlineData("1500 milliseconds", 1.5)]
    [InlineData("3s", 3)]
    public void Durations_may_have_their_units_in_words(string text, double seconds)
    {
        Duration.TryParse(text, out var duration).ShouldBeTrue();
        duration.TotalSeconds.ShouldBe(seconds);
    }
}
