namespace FedPG.Numerics;

/// <summary>
/// Real numbers, one in each lane of a vector, or a single one. What is written over this interface has one source, and the same bits
/// with vector instructions as without: all operations are those of IEEE 754, lane by lane, and none is fused.
/// </summary>
/// <typeparam name="T">The numbers themselves: <see cref="Scalar"/>, <see cref="Lanes4"/> or <see cref="Lanes8"/>.</typeparam>
internal interface IReal<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>The constant in every lane.</summary>
    static abstract implicit operator T(double constant);

    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator *(T left, T right);

    static abstract T operator /(T left, T right);

    /// <summary>Changes the sign, of zeros too.</summary>
    static abstract T operator -(T value);

    /// <summary>And, of the 64 bits of every number.</summary>
    static abstract T operator &(T left, T right);

    /// <summary>Or, of the 64 bits of every number.</summary>
    static abstract T operator |(T left, T right);

    /// <summary>Exclusive or, of the 64 bits of every number.</summary>
    static abstract T operator ^(T left, T right);

    /// <summary>Shifts the 64 bits of every number.</summary>
    static abstract T ShiftLeft(T bits, int count);

    /// <summary>Shifts the 64 bits of every number; zeros come in.</summary>
    static abstract T ShiftRight(T bits, int count);

    /// <summary>The square root, correctly rounded.</summary>
    static abstract T Sqrt(T value);

    /// <summary>In every lane <paramref name="yes"/> if left &lt; right, else <paramref name="no"/>, also where one is NaN.</summary>
    static abstract T IfLess(T left, T right, T yes, T no);

    /// <summary>Whether all numbers are above the one bound and below the other; NaN is not.</summary>
    static abstract bool AllBetween(T value, double low, double high);

    /// <summary>In every lane that one of eight consecutive numbers whose place is in the three lowest bits of the index.</summary>
    static abstract T Lookup(ref double table, T index);

    /// <summary>Reads as many consecutive numbers as there are lanes.</summary>
    static abstract T Load(ref double source);

    /// <summary>Writes as many consecutive numbers as there are lanes.</summary>
    static abstract void Store(T value, ref double destination);
}
