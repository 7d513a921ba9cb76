namespace FedPG.Kernels.Tables;

/// <summary>
/// Draws from many distributions over the same outcomes. Implemented by structs, so that the JIT specialises loops over a sampler.
/// Every probability is met within 2^-32; an outcome of probability 0 is never drawn.
/// </summary>
internal interface IRowSampler
{
    /// <summary>Whether the tables are so large that draws wait for memory.</summary>
    bool IsFar { get; }

    /// <summary>Maps 32 uniform random bits to an outcome.</summary>
    int Draw(int row, uint bits);

    /// <summary>Draws an outcome from each of many rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="bits">32 uniform random bits for each row.</param>
    /// <param name="outcomes">The destination of the outcomes.</param>
    void Draw(ReadOnlySpan<int> rows, ReadOnlySpan<uint> bits, Span<int> outcomes);

    /// <summary>Prefetches for these draws, which follow later.</summary>
    void Prefetch(ReadOnlySpan<int> rows, ReadOnlySpan<uint> bits);

    /// <summary>Prefetches for draws from these rows, or from rows next to them, with bits that are not known yet.</summary>
    void PrefetchNear(ReadOnlySpan<int> rows);
}
