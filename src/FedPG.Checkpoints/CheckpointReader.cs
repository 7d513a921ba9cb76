using FedPG.Actors.Wire;

namespace FedPG.Checkpoints;

/// <summary>Verifies the chain of a run's checkpoints while its rows are read.</summary>
internal sealed class CheckpointReader(string run)
{
    private CheckpointChain _chain = CheckpointChain.Start(run);
    private CheckpointRow? _end;

    /// <summary>Takes the next row.</summary>
    /// <returns>The content of a checkpoint; null for the row that stores the end of the chain.</returns>
    /// <exception cref="MalformedMessageException">The row is not the next one of the chain, or of another format.</exception>
    public byte[]? Next(CheckpointRow row)
    {
        if (row.Sequence == CheckpointChain.EndSequence)
        {
            _chain.CheckFormat(row);
            _end = row;
            return null;
        }

        _chain = _chain.Verified(row);
        return row.Content;
    }

    /// <summary>The chain after all rows have been read.</summary>
    /// <exception cref="MalformedMessageException">Rows at the end of the chain are missing.</exception>
    public CheckpointChain End()
    {
        if (_end is { } end) _chain.CheckEnd(end);
        else if (_chain.Sequence > CheckpointChain.EndSequence)
            throw new MalformedMessageException($"the end of the checkpoints of '{run}' is missing");
        return _chain;
    }
}
