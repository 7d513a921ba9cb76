using System.Globalization;
using CsCheck;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Tests.Records;

public sealed class CsvTableTests : IDisposable
{
    private static readonly string[] Cells = ["", "1", "-0.25", "NaN", "1E+300"];

    private readonly TemporaryFolder _folder = new();
    private int _tables;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("round,x\n0,1.5\n7,-2\n")]
    [InlineData("round,x\n0,1.5\n7,-2")]
    [InlineData("round,x\r\n0,1.5\r\n7,-2\r\n")]
    [InlineData("\uFEFFround,x\n0,1.5\n7,-2\n")]
    public void Lines_may_end_as_they_do_anywhere(string text)
    {
        var table = Table(text);
        table.Columns.ShouldBe(["round", "x"]);
        table.Rounds().ShouldBe([0, 7]);
        (table.Double(0, 1), table.Double(1, 1)).ShouldBe((1.5, -2));
    }

    [Theory]
    [InlineData("round,x\n0,1\n\n1,2\n", "row 3: found 1 cells; accepted: 2, as in the header")]
    [InlineData("round,x\n0,1,\n", "row 2: found 3 cells; accepted: 2, as in the header")]
    [InlineData("round,x\n0,ü\n", "row 2, column x: found 'ü'; accepted: a number")]
    [InlineData("round,x\n0,\n", "row 2, column x: found ''; accepted: a number")]
    [InlineData("\uFEFF", "an empty file")]
    public void Damage_is_named(string text, string expected) =>
        Should.Throw<SpecificationException>(() => Table(text).Double(0, 1)).Message.ShouldContain(expected);

    [Fact]
    public void A_header_alone_is_a_table_without_rows() => Table("round,x\n").Rows.ShouldBe(0);

    [Fact]
    public void Cells_are_what_is_between_commas() =>
        (from width in Gen.Int[2, 5]
         from rows in Gen.Int[0, Cells.Length - 1].Select(i => Cells[i]).Array[width].Array[1, 20]
         select rows).Sample(
            rows =>
            {
                string[] header = [.. rows[0].Select((_, i) => $"c{i}")];
                var table = Table(string.Concat(rows.Prepend(header).Select(row => string.Join(',', row) + "\n")));
                table.Rows.ShouldBe(rows.Length);
                for (int row = 0; row < rows.Length; row++)
                {
                    for (int column = 0; column < header.Length; column++)
                    {
                        string cell = rows[row][column];
                        table.IsEmpty(row, column).ShouldBe(cell.Length == 0);
                        if (cell.Length > 0) table.Double(row, column).ShouldBe(double.Parse(cell, CultureInfo.InvariantCulture));
                    }
                }
            },
            iter: 50);

    private CsvTable Table(string text)
    {
        // Samples are taken side by side.
        string path = Path.Combine(_folder.Path, FormattableString.Invariant($"{Interlocked.Increment(ref _tables)}.csv"));
        File.WriteAllText(path, text);
        return CsvTable.Read(path);
    }
}
