namespace FedPG.Aggregation;

/// <summary>
/// Which participants an edge has: consecutive blocks of a fixed size. It depends on the counts alone, never on where edges
/// run, and so fixes the order of summation.
/// </summary>
/// <param name="Participants">How many learners the federation has.</param>
/// <param name="EdgeSize">How many of them an edge has; the last may have fewer.</param>
public readonly record struct EdgeLayout(int Participants, int EdgeSize)
{
    /// <summary>How many edges there are.</summary>
    public int EdgeCount => (int)(((long)Participants + EdgeSize - 1) / EdgeSize);

    /// <summary>An edge's first participant.</summary>
    public int First(int edge) => edge * EdgeSize;

    /// <summary>How many participants an edge has.</summary>
    public int Size(int edge) => Math.Min(EdgeSize, Participants - First(edge));
}
