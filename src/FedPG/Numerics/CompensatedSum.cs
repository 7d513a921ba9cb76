using System.Runtime.CompilerServices;

namespace FedPG.Numerics;

/// <summary>
/// A sum of doubles and products that is rounded only once, at the end (Ogita, Rump and Oishi 2005). It keeps small terms when large ones
/// cancel, and when there are many terms.
/// </summary>
internal ref struct CompensatedSum
{
    private double _high;
    private double _low;

    /// <summary>Adds a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double number)
    {
        double sum = _high + number, part = sum - _high;
        _low += _high - (sum - part) + (number - part);
        _high = sum;
    }

    /// <summary>Adds a product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double factor, double other)
    {
        double product = factor * other;
        _low += Math.FusedMultiplyAdd(factor, other, -product);
        Add(product);
    }

    /// <summary>Adds another sum times a factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double factor, CompensatedSum other)
    {
        Add(factor, other._high);
        _low += factor * other._low;
    }

    /// <summary>The sum.</summary>
    public readonly double Value => _high + _low;
}
