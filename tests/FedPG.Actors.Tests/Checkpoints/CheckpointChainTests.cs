using CsCheck;
using FedPG.Actors.Wire;
using FedPG.Checkpoints;

namespace FedPG.Actors.Tests.Checkpoints;

public class CheckpointChainTests
{
    private static readonly Gen<byte[][]> Contents = Gen.Byte.Array[0, 20].Array[1, 6];

    [Fact]
    public void A_chain_that_was_written_can_be_read() => Contents.Sample(contents => Read(Write(contents)));

    [Fact]
    public void A_row_that_is_missing_is_found_wherever_it_is() => Contents.Sample(contents =>
    {
        var rows = Write(contents);
        foreach (var row in rows)
            Should.Throw<MalformedMessageException>(() => Read([.. rows.Where(other => other.Sequence != row.Sequence)]));
    });

    [Fact]
    public void Reordered_rows_are_detected() =>
        Contents.Where(contents => contents.Length > 1 && !contents[0].AsSpan().SequenceEqual(contents[1])).Sample(contents =>
    {
        var rows = Write(contents);
        (rows[1], rows[2]) = (rows[2] with { Sequence = 1 }, rows[1] with { Sequence = 2 });
        Should.Throw<MalformedMessageException>(() => Read(rows));
    });

    [Fact]
    public void Rows_of_another_run_are_detected() =>
        Contents.Sample(contents => Should.Throw<MalformedMessageException>(() => Read(Write(contents), run: "other")));

    [Fact]
    public void Any_flipped_bit_is_detected() => Contents.Sample(
        contents =>
        {
            var rows = Write(contents);
            foreach (byte[] bytes in rows.SelectMany(row => (byte[][])[row.Checksum, row.Content]))
            {
                for (int bit = 0; bit < 8 * bytes.Length; bit++)
                {
                    bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                    Should.Throw<MalformedMessageException>(() => Read(rows), $"bit {bit}").Message.ShouldContain("'run'");
                    bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                }
            }
        },
        iter: 10);

    /// <summary>The rows of a run in the table's order: the end of the chain first.</summary>
    private static List<CheckpointRow> Write(byte[][] contents)
    {
        var chain = CheckpointChain.Start("run");
        var rows = new List<CheckpointRow>();
        foreach (byte[] content in contents)
        {
            chain = chain.With(content);
            rows.Add(new CheckpointRow(chain.Sequence, [.. chain.Checksum], [.. content]));
        }

        return [chain.ToEnd(), .. rows];
    }

    private static void Read(List<CheckpointRow> rows, string run = "run")
    {
        var reader = new CheckpointReader(run);
        foreach (var row in rows) reader.Next(row);
        reader.End();
    }
}
