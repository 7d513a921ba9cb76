using FedPG.Experiments.Records;
using FedPG.Federation;
using FedPG.Participation;

namespace FedPG.Experiments.Tests.Records;

public sealed class RoundsFileTests : IDisposable
{
    private const string NoTally = ",0,0,0,0,0,0,0,0,0,0";

    private static readonly RoundTally Tally = new()
    {
        Asked = 9,
        Late = 8,
        Stale = 7,
        Dropped = 6,
        Crashed = 5,
        Lost = 4,
        Refused = 3,
        Gone = 2,
        SimulatedSeconds = 0.125,
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_have_these_bytes()
    {
        string path = Written(Report(0, 82.08), Report(10, 0.1 + 0.2));
        File.ReadAllText(path).ShouldBe(
            "round,objective,regularizedObjective,ownObjective,participants,raisedProbabilities,massMoved,"
            + "asked,late,stale,dropped,crashed,lost,refused,gone,simulatedSeconds,drift\n"
            + """
            0,82.08,83.08,82.08,2,3,0.25,9,8,7,6,5,4,3,2,0.125,0.0625
            10,0.30000000000000004,1.3,0.30000000000000004,2,3,0.25,9,8,7,6,5,4,3,2,0.125,0.0625

            """.ReplaceLineEndings("\n"));
        File.ReadAllBytes(path)[0].ShouldBe((byte)'r');
    }

    [Fact]
    public void Rows_read_back_to_the_same_bits_even_if_not_finite()
    {
        double[] values = [Math.PI * 1e-300, -0.1, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        string path = Written([.. values.Select((value, i) => Report(i, value))]);
        RoundsFile.Read(path).Select(row => row.Objective).ShouldBe(values);
    }

    [Fact]
    public void Columns_are_found_by_name_and_further_ones_passed_over()
    {
        string path = _folder.Write(
            "rounds.csv",
            "drift,simulatedSeconds,gone,refused,lost,crashed,dropped,stale,late,asked,massMoved,round,new,objective,"
            + "regularizedObjective,ownObjective,"
            + "participants,raisedProbabilities\n0.75,0.125,2,3,4,5,6,7,8,9,0.5,7,x,1,2,3,4,5\n");
        RoundsFile.Read(path).ShouldBe([new RoundRow(7, 1, 2, 3, 4, 5, 0.5) { Tally = Tally, Drift = 0.75 }]);
    }

    [Fact]
    public void Tallies_read_back_to_the_same_bits()
    {
        string path = Written(
            [.. Enumerable.Range(0, 3).Select(i => Report(i, i) with { Tally = Tally with { Late = i, SimulatedSeconds = i * Math.PI } })]);
        RoundsFile.Read(path).Select(row => row.Tally).ShouldBe(
            [
                Tally with { Late = 0, SimulatedSeconds = 0 }, Tally with { Late = 1, SimulatedSeconds = Math.PI },
                Tally with { Late = 2, SimulatedSeconds = 2 * Math.PI },
            ]);
    }

    [Theory]
    [InlineData("", "an empty file")]
    [InlineData("round,objective\n0,1\n", "no column 'regularizedObjective'")]
    [InlineData(
        "round,objective,regularizedObjective,ownObjective,participants,raisedProbabilities,massMoved\n0,1,1,1,0,0,0\n",
        "no column 'asked'")]
    [InlineData(
        RoundsFile.Header + "\n0,1,1,1,0,0,0" + NoTally + "\n1,abc,1,1,0,0,0" + NoTally + "\n", "row 3, column objective: found 'abc'")]
    [InlineData(RoundsFile.Header + "\n0,1,1,1,0,0,0" + NoTally + "\n1,1.5,1\n", "row 3: found 3 cells; accepted: 17")]
    [InlineData(
        RoundsFile.Header + "\n5,1,1,1,0,0,0" + NoTally + "\n5,1,1,1,0,0,0" + NoTally + "\n",
        "row 3, column round: found '5'; accepted: a round after 5")]
    [InlineData(RoundsFile.Header + "\n-1,1,1,1,0,0,0" + NoTally + "\n", "row 2, column round: found '-1'")]
    [InlineData(
        RoundsFile.Header + "\n0,1,1,1,0,0,0,1,-2,0,0,0,0,0,0,0,0\n", "row 2, column late: found '-2'; accepted: an integer of at least 0")]
    [InlineData(
        RoundsFile.Header + "\n0,1,1,1,0,0,0,1,0,3000000000,0,0,0,0,0,0,0\n",
        "row 2, column stale: found '3000000000'; accepted: an integer from 0 to 2147483647")]
    [InlineData(
        RoundsFile.Header + "\n0,1,1,1,0,0,0,1,0,0,0,0,0,0,0,soon,0\n", "row 2, column simulatedSeconds: found 'soon'; accepted: a number")]
    public void A_damaged_file_gives_one_clear_line(string text, string expected)
    {
        string path = _folder.Write("rounds.csv", text);
        string message = Should.Throw<SpecificationException>(() => RoundsFile.Read(path)).Message;
        message.ShouldStartWith(path);
        message.ShouldContain(expected);
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void Continuing_gives_the_bytes_of_an_uninterrupted_file()
    {
        string whole = File.ReadAllText(Written([.. Enumerable.Range(0, 8).Select(i => Report(i, i))]));
        // Rounds 5 and 6 were written after the checkpoint, the last one only half.
        string path = _folder.Write("cut.csv", whole[..(whole.IndexOf("\n6,", StringComparison.Ordinal) + 4)]);
        using (var file = RoundsFile.Continue(path, lastRound: 4))
        {
            for (int i = 5; i < 8; i++) file.Append(Report(i, i));
        }

        File.ReadAllText(path).ShouldBe(whole);
    }

    [Fact]
    public void Flushed_rows_can_be_read_while_the_file_is_open()
    {
        string path = _folder.File("open.csv");
        using var file = RoundsFile.Create(path);
        file.Append(Report(0, 1));
        file.Flush();
        RoundsFile.Read(path).Length.ShouldBe(1);
    }

    [Fact]
    public void Timings_round_trip()
    {
        string path = _folder.File("timings.csv");
        TimingRow[] rows =
        [
            new(0, 0, 0),
            new(10, 0.123456789, 8_000_000_000, new RoundRepairs { AskedAgain = 4, Duplicated = 3, Outdated = 2, Foreign = 1 }),
        ];
        using (var file = TimingsFile.Create(path))
        {
            foreach (TimingRow row in rows) file.Append(row);
        }

        TimingsFile.Read(path).ShouldBe(rows);
    }

    private string Written(params RoundReport[] reports)
    {
        string path = _folder.File("rounds.csv");
        using var file = RoundsFile.Create(path);
        foreach (RoundReport report in reports) file.Append(report);
        return path;
    }

    private static RoundReport Report(int round, double objective) => new()
    {
        Round = round,
        Objective = objective,
        RegularizedObjective = objective + 1,
        OwnObjective = objective,
        PerEnvironment = [objective],
        Participants = 2,
        Tally = Tally,
        RaisedProbabilities = 3,
        MassMoved = 0.25,
        Drift = 0.0625,
        Parameters = [],
    };
}
