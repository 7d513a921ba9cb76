namespace FedPG.Aggregation;

/// <summary>A pool of a few arrays of one length for a single thread: a reused array is still in the cache of its core.</summary>
/// <param name="length">The length of the arrays.</param>
internal sealed class SpareArrays(int length)
{
    private const int Most = 64;

    private readonly Stack<double[]> _spare = [];

    /// <summary>An array with arbitrary contents.</summary>
    public double[] Rent() => _spare.TryPop(out double[]? spare) ? spare : GC.AllocateUninitializedArray<double>(length);

    /// <summary>Returns an array to the pool. An array of another length, and any array if the pool is full, is left to the GC.</summary>
    public void Return(double[] array)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.Length == length && _spare.Count < Most) _spare.Push(array);
    }
}
