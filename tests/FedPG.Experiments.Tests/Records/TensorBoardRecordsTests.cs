using System.Buffers.Binary;
using FedPG.Experiments.Records;
using FedPG.Experiments.Records.TensorBoard;
using FedPG.Experiments.Tests.Results;
using Google.Protobuf;

namespace FedPG.Experiments.Tests.Records;

public sealed class TensorBoardRecordsTests : IDisposable
{
    private const double Started = 1735787045; // The fixture's 2025-01-02 03:04:05 UTC.

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The check value of the polynomial, and the examples of RFC 3720, B.4.</summary>
    [Fact]
    public void The_checksum_is_that_of_the_published_examples()
    {
        TfRecord.Crc32C("123456789"u8).ShouldBe(0xE3069283);
        TfRecord.Crc32C(new byte[32]).ShouldBe(0x8A9136AA);
        TfRecord.Crc32C([.. Enumerable.Repeat((byte)0xff, 32)]).ShouldBe(0x62A8AB43u);
        TfRecord.Crc32C([.. Enumerable.Range(0, 32).Select(i => (byte)i)]).ShouldBe(0x46DD794Eu);
        TfRecord.Masked(0).ShouldBe(0xa282ead8);
    }

    [Fact]
    public void Every_cell_of_the_rounds_is_a_scalar_at_its_round_and_time()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 30);
        TensorBoardRecords.Write(_folder.Path, SummaryFile.Read(_folder.Path).Runs);
        string run = _folder.File("fedq-seed-2");
        var events = Events(Path.Combine(run, TensorBoardRecords.FileName)).ToList();
        events[0].Version.ShouldBe("brain.Event:2");
        events[0].Time.ShouldBe(Started);
        string[] tags = [.. RoundsFile.Header.Split(',').Skip(1), "environmentSteps"];
        foreach (var (line, found) in File.ReadLines(Path.Combine(run, "rounds.csv")).Skip(1).Zip(events.Skip(1)))
        {
            string[] cells = line.Split(',');
            found.Step.ShouldBe(long.Parse(cells[0]));
            found.Time.ShouldBe(Started + found.Step * 0.0015, 1e-6);
            found.Values.Select(value => value.Tag).ShouldBe(tags);
            found.Values.Select(value => value.Value).ShouldBe([.. cells.Skip(1).Select(float.Parse), found.Step * 4000f]);
        }

        events.Count.ShouldBe(32);
        byte[] before = File.ReadAllBytes(Path.Combine(run, TensorBoardRecords.FileName));
        TensorBoardRecords.Write(_folder.Path, SummaryFile.Read(_folder.Path).Runs);
        File.ReadAllBytes(Path.Combine(run, TensorBoardRecords.FileName)).ShouldBe(before);
    }

    [Fact]
    public void A_run_that_is_being_written_has_the_scalars_of_its_whole_rows()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 3);
        var run = SummaryFile.Read(_folder.Path).Runs[0] with { Completed = false };
        string rounds = _folder.File($"{run.Run}/rounds.csv");
        File.WriteAllText(rounds, File.ReadAllText(rounds)[..^5]);
        File.Delete(_folder.File($"{run.Run}/timings.csv"));
        TensorBoardRecords.Write(_folder.Path, [run]);
        var events = Events(_folder.File($"{run.Run}/{TensorBoardRecords.FileName}")).ToList();
        events.Skip(1).Select(found => found.Step).ShouldBe([0, 1, 2]);
        events.ShouldAllBe(found => found.Time == Started);
    }

    /// <summary>Reads an event file, and checks its checksums bit by bit.</summary>
    private static IEnumerable<Event> Events(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        for (int at = 0, next; at < file.Length; at = next)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));
            BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)).ShouldBe(Checksum(file.AsSpan(at, 8)));
            BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)).ShouldBe(Checksum(file.AsSpan(at + 12, length)));
            next = at + 16 + length;
            yield return Event.Read(file.AsSpan(at + 12, length).ToArray());
        }
    }

    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint crc = ~0u;
        foreach (byte next in data)
        {
            crc ^= next;
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78);
        }

        crc = ~crc;
        return unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8);
    }

    private sealed record Event(double Time, long Step, string Version, List<(string Tag, float Value)> Values)
    {
        public static Event Read(byte[] message)
        {
            var found = new Event(double.NaN, 0, "", []);
            var input = new CodedInputStream(message);
            for (uint tag; (tag = input.ReadTag()) != 0;)
            {
                found = WireFormat.GetTagFieldNumber(tag) switch
                {
                    1 => found with { Time = input.ReadDouble() },
                    2 => found with { Step = input.ReadInt64() },
                    3 => found with { Version = input.ReadString() },
                    5 => found with { Values = Summary(input.ReadBytes()) },
                    var other => throw new InvalidDataException($"field {other}"),
                };
            }

            return found;
        }

        private static List<(string Tag, float Value)> Summary(ByteString message)
        {
            var values = new List<(string Tag, float Value)>();
            var input = message.CreateCodedInput();
            while (input.ReadTag() != 0)
            {
                var value = input.ReadBytes().CreateCodedInput();
                value.ReadTag().ShouldBe(WireFormat.MakeTag(1, WireFormat.WireType.LengthDelimited));
                string name = value.ReadString();
                value.ReadTag().ShouldBe(WireFormat.MakeTag(2, WireFormat.WireType.Fixed32));
                values.Add((name, value.ReadFloat()));
                value.IsAtEnd.ShouldBeTrue();
            }

            return values;
        }
    }
}
