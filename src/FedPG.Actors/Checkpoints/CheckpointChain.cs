using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using FedPG.Actors.Wire;

namespace FedPG.Actors.Checkpoints;

/// <summary>
/// Where the chain of a run's checkpoints ends: how many there are, and a checksum that covers all of them. A record's checksum covers the one before, so
/// that a record that was altered, moved or removed does not fit; the end is kept beside the records, so that a missing last one shows too.
/// </summary>
/// <param name="Run">The run.</param>
/// <param name="Sequence">The last record's number, from 1; 0 without any.</param>
/// <param name="Checksum">The last record's checksum.</param>
internal readonly record struct CheckpointChain(string Run, long Sequence, ImmutableArray<byte> Checksum)
{
    /// <summary>The number under which the end of a chain is kept: one below the first record's.</summary>
    public const long EndSequence = 0;

    private const string Format = "fedpg-checkpoint/1";

    /// <summary>The chain of a run without checkpoints.</summary>
    public static CheckpointChain Start(string run) =>
        new(run, EndSequence, ImmutableArray.Create(SHA256.HashData(Encoding.UTF8.GetBytes($"{Format}\n{run}"))));

    /// <summary>The chain with one more record.</summary>
    public CheckpointChain With(ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, Sequence + 1);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Checksum.AsSpan());
        hash.AppendData(number);
        hash.AppendData(content);
        return this with { Sequence = Sequence + 1, Checksum = ImmutableArray.Create(hash.GetHashAndReset()) };
    }

    /// <summary>The chain with a record that was read.</summary>
    /// <exception cref="MalformedMessageException">It is not the next record of the chain.</exception>
    public CheckpointChain Verified(CheckpointRow row)
    {
        if (row.Sequence != Sequence + 1)
            throw new MalformedMessageException(FormattableString.Invariant($"checkpoint {Sequence + 1} of '{Run}' is missing"));
        var next = With(row.Content);
        return next.Matches(row.Checksum)
            ? next
            : throw new MalformedMessageException(FormattableString.Invariant($"checkpoint {row.Sequence} of '{Run}' is damaged: its checksum is another"));
    }

    /// <summary>Whether a checksum is this chain's.</summary>
    public bool Matches(ReadOnlySpan<byte> checksum) => Checksum.AsSpan().SequenceEqual(checksum);

    /// <summary>The end of the chain as a row of its own.</summary>
    public CheckpointRow ToEnd()
    {
        byte[] number = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, Sequence);
        return new(EndSequence, [.. Checksum], number);
    }

    /// <summary>Checks the records that were read against the end that was read before them.</summary>
    /// <exception cref="MalformedMessageException">Records are missing.</exception>
    public void CheckEnd(CheckpointRow end)
    {
        if (end.Content.Length != sizeof(long)) throw new MalformedMessageException($"the end of the checkpoints of '{Run}' is damaged");
        long last = BinaryPrimitives.ReadInt64BigEndian(end.Content);
        if (last > Sequence) throw new MalformedMessageException(FormattableString.Invariant($"checkpoint {Sequence + 1} of '{Run}' is missing"));
        if (last != Sequence || !Matches(end.Checksum)) throw new MalformedMessageException($"the end of the checkpoints of '{Run}' is damaged");
    }
}

/// <summary>A row of the table.</summary>
/// <param name="Sequence">Its number in the run.</param>
/// <param name="Checksum">The checksum of the chain up to it.</param>
/// <param name="Content">What it holds.</param>
internal readonly record struct CheckpointRow(long Sequence, byte[] Checksum, byte[] Content);
