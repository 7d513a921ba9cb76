using FedPG.Diagnostics;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Tests.Records;

public sealed class DiagnosticsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_read_back_the_same()
    {
        DiagnosticsRow[] rows =
        [
            new(0, 0, new LojasiewiczBound(1.5, 0.25, 4, 1, 100), new LojasiewiczBound(0.1, 1e-300, 2, 0.5, 110)),
            new(0, 1, new LojasiewiczBound(0.5, 0, 4, 1, 100), new LojasiewiczBound(Math.PI, 0.5, 9, 0.5, 110)),
        ];
        DiagnosticsFile.Read(Written(rows)).ShouldBe(rows);
        File.ReadAllLines(_folder.File("diagnostics.csv"))[1].ShouldBe("0,0,1.5,0.25,4,1,100,0,0.1,1E-300,2,1.4142135623730952E-300,110,1");
    }

    [Fact]
    public void Without_a_temperature_the_regularised_columns_are_empty()
    {
        DiagnosticsRow[] rows = [new(3, 0, new LojasiewiczBound(1, 1, 1, 1, 10), null)];
        DiagnosticsFile.Read(Written(rows)).ShouldBe(rows);
        File.ReadAllLines(_folder.File("diagnostics.csv"))[1].ShouldBe("3,0,1,1,1,1,10,0,,,,,,");
    }

    [Fact]
    public void Continuing_gives_the_bytes_of_an_uninterrupted_file()
    {
        DiagnosticsRow[] rows =
            [.. Enumerable.Range(0, 12).Select(i => new DiagnosticsRow(i / 2, i % 2, new LojasiewiczBound(i, 1, 1, 1, 10), null))];
        string path = Written(rows);
        string whole = File.ReadAllText(path);
        using (var file = DiagnosticsFile.Continue(path, lastRound: 3))
        {
            foreach (var row in rows.Where(row => row.Round > 3)) file.Append(row);
            file.Flush();
        }

        File.ReadAllText(path).ShouldBe(whole);
    }

    private string Written(DiagnosticsRow[] rows)
    {
        string path = _folder.File("diagnostics.csv");
        using var file = DiagnosticsFile.Create(path);
        foreach (var row in rows) file.Append(row);
        return path;
    }
}
