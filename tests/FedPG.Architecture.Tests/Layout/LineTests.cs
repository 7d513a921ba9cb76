namespace FedPG.Architecture.Tests.Layout;

public class LineTests
{
    private const int Columns = 140;

    [Fact]
    public void No_line_of_code_is_longer_than_140_columns()
    {
        string[] found =
        [
            .. from file in Repository.Sources("src", "tests", "samples")
               from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
               where line.Text.Length > Columns
               select $"{Repository.Relative(file)}:{line.Number}",
        ];
        found.ShouldBeEmpty();
    }
}
