namespace FedPG.Numerics;

/// <summary>A few arrays of one length to be written to again, for one thread: what it writes next is in its cache.</summary>
/// <param name="length">Their length.</param>
public sealed class SpareArrays(int length)
{
    private const int Most = 64;

    private readonly Stack<double[]> _spare = [];

    /// <summary>An array with any numbers in it.</summary>
    public double[] Rent() => _spare.TryPop(out double[]? spare) ? spare : GC.AllocateUninitializedArray<double>(length);

    /// <summary>Takes an array back; those of another length, and more than a few, are left to the GC.</summary>
    public void Return(double[] array)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.Length == length && _spare.Count < Most) _spare.Push(array);
    }
}
