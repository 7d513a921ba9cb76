using System.Runtime.CompilerServices;

namespace FedPG.Actors.Tests.Readme;

public class ReadmeTests
{
    [Fact]
    public async Task The_example_runs() => await ReadmeSample.RunAsync(CancellationToken.None);

    [Fact]
    public void The_example_in_the_README_is_the_one_that_runs()
    {
        string sample = Between(File.ReadAllText(Here("ReadmeSample.cs")), "// <readme>\n", "// </readme>");
        string[] lines = [.. sample.Split('\n').Select(line => line.Length > 8 ? line[8..] : line.Trim())];
        string readme = File.ReadAllText(Here("../../../README.md"));
        readme.ShouldContain(string.Join('\n', lines).Trim());
    }

    private static string Here(string path, [CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, path);

    private static string Between(string text, string start, string end)
    {
        int from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, StringComparison.Ordinal)];
    }
}
