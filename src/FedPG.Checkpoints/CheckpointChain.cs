using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using FedPG.Actors.Wire;

namespace FedPG.Checkpoints;

/// <summary>
/// The hash chain of a run's checkpoints: the number of records and a checksum that covers all of them. A record's checksum covers the
/// previous one, so an altered, moved or removed record is detected. The end of the chain is stored as a row of its own, so that a missing
/// last record is detected too.
/// </summary>
/// <param name="Run">The run.</param>
/// <param name="Sequence">The last record's number, from 1; 0 for an empty chain.</param>
/// <param name="Checksum">The last record's checksum.</param>
internal readonly record struct CheckpointChain(string Run, long Sequence, ImmutableArray<byte> Checksum)
{
    /// <summary>The row number of the end of the chain: one below that of the first record.</summary>
    public const long EndSequence = 0;

    private const string Format = "fedpg-checkpoint/1";

    /// <summary>The chain of a run without checkpoints.</summary>
    public static CheckpointChain Start(string run) =>
        new(run, EndSequence, ImmutableArray.Create(SHA256.HashData(Encoding.UTF8.GetBytes($"{Format}\n{run}"))));

    /// <summary>Appends a record.</summary>
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

    /// <summary>Appends a record that was read from the database.</summary>
    /// <exception cref="MalformedMessageException">The row is not the next record of the chain.</exception>
    public CheckpointChain Verified(CheckpointRow row)
    {
        if (row.Sequence != Sequence + 1)
            throw new MalformedMessageException(FormattableString.Invariant($"checkpoint {Sequence + 1} of '{Run}' is missing"));
        var next = With(row.Content);
        return next.Matches(row.Checksum)
            ? next
            : throw new MalformedMessageException(
                FormattableString.Invariant($"checkpoint {row.Sequence} of '{Run}' is damaged: its checksum does not match"));
    }

    /// <summary>Whether a checksum equals that of this chain.</summary>
    public bool Matches(ReadOnlySpan<byte> checksum) => Checksum.AsSpan().SequenceEqual(checksum);

    /// <summary>The end of the chain as a row.</summary>
    public CheckpointRow ToEnd()
    {
        byte[] number = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, Sequence);
        return new(EndSequence, [.. Checksum], number);
    }

    /// <summary>Compares the records that were read with the stored end of the chain, which is read first.</summary>
    /// <exception cref="MalformedMessageException">Records are missing.</exception>
    public void CheckEnd(CheckpointRow end)
    {
        if (end.Content.Length != sizeof(long)) throw new MalformedMessageException($"the end of the checkpoints of '{Run}' is damaged");
        long last = BinaryPrimitives.ReadInt64BigEndian(end.Content);
        if (last > Sequence)
            throw new MalformedMessageException(FormattableString.Invariant($"checkpoint {Sequence + 1} of '{Run}' is missing"));
        if (last != Sequence || !Matches(end.Checksum))
            throw new MalformedMessageException($"the end of the checkpoints of '{Run}' is damaged");
    }
}

/// <summary>A row of the table.</summary>
/// <param name="Sequence">The row's number in the run.</param>
/// <param name="Checksum">The checksum of the chain up to this row.</param>
/// <param name="Content">The encoded checkpoint.</param>
internal readonly record struct CheckpointRow(long Sequence, byte[] Checksum, byte[] Content);
