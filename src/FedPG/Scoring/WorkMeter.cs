namespace FedPG.Scoring;

/// <summary>
/// Counts multiplications, so that a search ends at the same point on every machine. It is called often enough that a cancelled computation
/// ends at once.
/// </summary>
/// <param name="limit">The limit of multiplications.</param>
/// <param name="cancellationToken">Ends the computation.</param>
internal sealed class WorkMeter(long limit, CancellationToken cancellationToken)
{
    private WorkMeter? _whole;
    private long _done;

    /// <summary>The number of multiplications so far.</summary>
    public long Done => _done;

    /// <summary>Whether the limit is reached.</summary>
    public bool IsSpent => _done >= limit;

    /// <summary>The number of multiplications left.</summary>
    public long Left => Math.Max(0, limit - _done);

    /// <summary>A meter without limit.</summary>
    public static WorkMeter Unlimited(CancellationToken cancellationToken = default) => new(long.MaxValue / 2, cancellationToken);

    /// <summary>
    /// Counts multiplications before they are made. Beyond the limit the computation continues: a search stops where it has a result.
    /// </summary>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public void Spend(long multiplications)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (var meter = this; meter is not null; meter = meter._whole) meter._done += multiplications;
    }

    /// <summary>A meter for a part of the work, which this meter counts as well.</summary>
    /// <param name="share">The part's share of the remaining work.</param>
    public WorkMeter Part(double share) => new((long)Math.Min(long.MaxValue / 2.0, share * Left), cancellationToken) { _whole = this };
}
