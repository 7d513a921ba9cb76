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

    /// <summary>The format of this version.</summary>
    public const string Format = FormatFamily + "2";

    private const string FormatFamily = "fedpg-checkpoint/";

    /// <summary>The end of a chain in this format does not name the format.</summary>
    private const string UnnamedFormat = FormatFamily + "1";

    private const int LongestFormat = 40;

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
        return new(EndSequence, [.. Checksum], [.. number, .. Encoding.UTF8.GetBytes(Format)]);
    }

    /// <summary>Checks the format of the records, which the stored end of the chain names.</summary>
    /// <exception cref="MalformedMessageException">Another version has written them.</exception>
    public void CheckFormat(CheckpointRow end)
    {
        string? found = end.Content.Length switch
        {
            sizeof(long) => UnnamedFormat,
            > sizeof(long) and <= sizeof(long) + LongestFormat => Encoding.UTF8.GetString(end.Content.AsSpan(sizeof(long))),
            _ => null,
        };
        if (found is null || !found.StartsWith(FormatFamily, StringComparison.Ordinal) || found.Any(char.IsControl))
            throw new MalformedMessageException($"the end of the checkpoints of '{Run}' is damaged");
        if (found != Format)
            throw new MalformedMessageException($"found the format {found} of '{Run}'; accepted: {Format}, or --overwrite");
    }

    /// <summary>Compares the records that were read with the stored end of the chain, which is read first.</summary>
    /// <exception cref="MalformedMessageException">Records are missing.</exception>
    public void CheckEnd(CheckpointRow end)
    {
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
