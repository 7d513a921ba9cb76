namespace FedPG.Scoring;

/// <summary>
/// Counts multiplications, so that a search ends at the same place on every machine, and is asked so often that a cancelled computation
/// ends at once.
/// </summary>
/// <param name="limit">How many there may be.</param>
/// <param name="cancellationToken">Ends the computation.</param>
internal sealed class WorkMeter(long limit, CancellationToken cancellationToken)
{
    private WorkMeter? _whole;
    private long _done;

    /// <summary>Multiplications so far.</summary>
    public long Done => _done;

    /// <summary>Whether there were as many as there may be.</summary>
    public bool IsSpent => _done >= limit;

    /// <summary>How many there may still be.</summary>
    public long Left => Math.Max(0, limit - _done);

    /// <summary>A meter without limit.</summary>
    public static WorkMeter Unlimited(CancellationToken cancellationToken = default) => new(long.MaxValue / 2, cancellationToken);

    /// <summary>
    /// Counts what is about to be done. The computation goes on beyond the limit: a search stops where it has something to show.
    /// </summary>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public void Spend(long multiplications)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (var meter = this; meter is not null; meter = meter._whole) meter._done += multiplications;
    }

    /// <summary>A meter of a part of the work, which the whole counts too.</summary>
    /// <param name="share">How much of what is left it may take.</param>
    public WorkMeter Part(double share) => new((long)Math.Min(long.MaxValue / 2.0, share * Left), cancellationToken) { _whole = this };
}
