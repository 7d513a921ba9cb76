namespace FedPG.Architecture.Tests.Layout;

public class LineTests
{
    private const int Columns = 140;

    [Fact]
    public void No_line_of_code_is_longer_than_140_columns() => TooLong(Repository.Sources("src", "tests", "samples")).ShouldBeEmpty();

    [Fact]
    public void No_line_of_a_project_script_or_experiment_is_longer_than_140_columns()
    {
        string[] files = [.. Repository.Settings()];
        foreach (string known in (string[])[".ci/run", "Directory.Build.props", "src/FedPG/FedPG.csproj", "hocon/quickstart.conf"])
            files.Select(Repository.Relative).ShouldContain(known);
        TooLong(files).ShouldBeEmpty();
    }

    [Fact]
    public void No_line_of_prose_is_longer_than_140_columns()
    {
        var found = new List<string>();
        foreach (string page in Repository.Pages())
        {
            bool isProse = true;
            foreach (var (number, line) in File.ReadLines(page).Index())
            {
                // Tables and pictures cannot be wrapped, and what programs print is shown as it is.
                if (line.StartsWith("```", StringComparison.Ordinal)) isProse = !isProse;
                else if (isProse && line.Length > Columns && !line.StartsWith('|') && !line.StartsWith("![", StringComparison.Ordinal))
                    found.Add($"{Repository.Relative(page)}:{number + 1}");
            }
        }

        found.ShouldBeEmpty();
    }

    /// <summary>The long lines of files, as file:line.</summary>
    private static IEnumerable<string> TooLong(IEnumerable<string> files) =>
        from file in files
        from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
        where line.Text.Length > Columns
        select $"{Repository.Relative(file)}:{line.Number}";
}
