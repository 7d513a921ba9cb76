using CsCheck;
using FedPG.Actors.Protocol;
using FedPG.Actors.Wire;

namespace FedPG.Actors.Tests.Wire;

public class ChunkAssemblyTests
{
    private static readonly Gen<RunRefused> Messages =
        Gen.Select(Gen.Guid, Gen.String[0, 300], (run, reason) => new RunRefused(new RunId(run), reason));

    [Fact]
    public void A_message_of_any_size_comes_together_from_parts_of_any_size() =>
        Gen.Select(Messages, Gen.Int[1, 400], Gen.Int[0, 5]).Sample((message, mostBytes, transfer) =>
        {
            var parcels = Parcel.Of(message, transfer, mostBytes).ToList();
            int size = Codec.Encode(message).Length;
            parcels.Count.ShouldBe((size + mostBytes - 1) / mostBytes);
            var assembly = new ChunkAssembly(size);
            var received = parcels.Select(parcel => Codec.Decode(parcel.Manifest, parcel.Content))
                .Select(part => part is Chunk chunk ? assembly.Add(chunk) : part)
                .ToList();
            received[..^1].ShouldAllBe(part => part == null);
            received[^1].ShouldBe(message);
        });

    [Fact]
    public void Tampered_chunks_never_yield_a_message_that_was_not_sent_and_a_later_message_arrives() =>
        Gen.Select(Messages, Messages, Gen.Int[0, 1000].Array[0, 40]).Sample((one, other, picks) =>
        {
            List<Chunk> chunks = [.. Chunks(one, transfer: 1), .. Chunks(other, transfer: 2)];
            var assembly = new ChunkAssembly(mostBytes: 10_000);
            foreach (int pick in picks) assembly.Add(chunks[pick % chunks.Count]).ShouldBeOneOf(null, one, other);
            Received(assembly, Chunks(one, transfer: 3))[^1].ShouldBe(one);
        });

    [Fact]
    public void A_message_whose_chunk_is_lost_is_never_delivered() => Damaged((chunks, at) => chunks.RemoveAt(at));

    [Fact]
    public void A_message_whose_chunk_arrives_twice_is_never_delivered() =>
        Damaged((chunks, at) => chunks.Insert(at, chunks[at]), isHarmlessAtTheEnds: true);

    [Fact]
    public void A_message_with_two_chunks_in_the_wrong_order_is_never_delivered() => Damaged((chunks, at) =>
    {
        int next = (at + 1) % chunks.Count;
        (chunks[at], chunks[next]) = (chunks[next], chunks[at]);
    });

    [Fact]
    public void A_message_with_a_chunk_of_another_is_never_delivered() =>
        Damaged((chunks, at) => chunks[at] = chunks[at] with { Transfer = 99 });

    [Fact]
    public void A_message_whose_chunks_disagree_about_it_is_never_delivered()
    {
        Damaged((chunks, at) => chunks[at] = chunks[at] with { Count = chunks[at].Count + 1 });
        Damaged((chunks, at) => chunks[at] = chunks[at] with { Manifest = "end" });
    }

    [Fact]
    public void A_message_that_is_too_large_is_refused_at_the_chunk_that_exceeds_the_limit_and_the_next_is_accepted()
    {
        var (large, small) = (new RunRefused(RunId.New(), new string('x', 500)), new EndRun(RunId.New()));
        var assembly = new ChunkAssembly(mostBytes: 100);
        var chunks = Chunks(large, transfer: 1, mostBytes: 30).ToList();
        Received(assembly, chunks[..3]).ShouldAllBe(message => message == null);
        Should.Throw<MalformedMessageException>(() => assembly.Add(chunks[3])).Message.ShouldBe("a 'refused' has more than 100 bytes");
        Received(assembly, chunks[4..]).ShouldAllBe(message => message == null);
        Received(assembly, Chunks(small, transfer: 2))[^1].ShouldBe(small);
    }

    [Fact]
    public void Chunks_without_a_valid_message_are_malformed_and_the_next_message_arrives()
    {
        var assembly = new ChunkAssembly(mostBytes: 100);
        Should.Throw<MalformedMessageException>(() => assembly.Add(new Chunk(1, 0, 1, "no such thing", new byte[3])));
        var message = new EndRun(RunId.New());
        Received(assembly, Chunks(message, transfer: 2))[^1].ShouldBe(message);
    }

    [Fact]
    public void The_buffer_of_a_large_message_is_released_and_that_of_a_small_one_is_kept()
    {
        var assembly = new ChunkAssembly(mostBytes: 1 << 28);
        foreach (int length in (int[])[1 << 20, 1 << 25])
        {
            var chunks = Chunks(new RunRefused(RunId.New(), new string('x', length)), transfer: length, mostBytes: Parcel.MostBytes);
            Received(assembly, chunks)[^1].ShouldNotBeNull();
            assembly.Capacity.ShouldBeInRange(length <= 1 << 20 ? length : 0, 1 << 24);
        }
    }

    [Fact]
    public void The_largest_parcel_fits_a_frame_with_room_for_addresses()
    {
        var message = new RunRefused(RunId.New(), new string('x', 5 * Parcel.MostBytes));
        var parcels = Parcel.Of(message, transfer: long.MaxValue).ToList();
        parcels.Count.ShouldBe(6);
        parcels.Max(parcel => parcel.Content.Length).ShouldBeInRange(Parcel.MostBytes, Parcel.MostBytes + 100);
    }

    /// <summary>Tampered chunks do not form a message, and the chunks of the next message do.</summary>
    private static void Damaged(Action<List<Chunk>, int> damage, bool isHarmlessAtTheEnds = false)
    {
        var message = new RunRefused(RunId.New(), new string('x', 100));
        int count = Chunks(message, transfer: 1).Count();
        count.ShouldBeGreaterThan(9);
        for (int at = 0; at < count; at++)
        {
            var chunks = Chunks(message, transfer: 1).ToList();
            damage(chunks, at);
            var assembly = new ChunkAssembly(mostBytes: 10_000);
            bool isHarmless = isHarmlessAtTheEnds && (at == 0 || at == count - 1);
            Received(assembly, chunks).Count(received => received is not null).ShouldBe(isHarmless ? 1 : 0, $"at {at}");
            Received(assembly, Chunks(message, transfer: 2))[^1].ShouldBe(message);
        }
    }

    private static List<object?> Received(ChunkAssembly assembly, IEnumerable<Chunk> chunks) => [.. chunks.Select(assembly.Add)];

    private static IEnumerable<Chunk> Chunks(object message, long transfer, int mostBytes = 10) =>
        Parcel.Of(message, transfer, mostBytes).Select(parcel => (Chunk)Codec.Decode(parcel.Manifest, parcel.Content));
}
