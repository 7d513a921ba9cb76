namespace FedPG.Sampling;

/// <summary>
/// Draws from many distributions over the same outcomes. Implemented by structs, so that loops over a sampler are
/// compiled for it. Every probability is met within 2^-32; an outcome of probability 0 is never drawn.
/// </summary>
internal interface IRowSampler
{
    /// <summary>Whether the tables are so large that draws wait for memory.</summary>
    bool IsFar { get; }

    /// <summary>The outcome that 32 uniform random bits stand for.</summary>
    int Draw(int row, uint bits);

    /// <summary>The same for many rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="bits">Random bits for each.</param>
    /// <param name="outcomes">Where the outcomes go.</param>
    void Draw(ReadOnlySpan<int> rows, ReadOnlySpan<uint> bits, Span<int> outcomes);

    /// <summary>Says that these draws will follow, so that what they need can be fetched in the meantime.</summary>
    void Expect(ReadOnlySpan<int> rows, ReadOnlySpan<uint> bits);

    /// <summary>Says that draws from these rows or their next neighbours will follow, with bits that are not known yet.</summary>
    void ExpectNear(ReadOnlySpan<int> rows);
}
