using System.Runtime.CompilerServices;

namespace FedPG.Numerics;

/// <summary>One real number, with scalar instructions only.</summary>
internal readonly struct Scalar(double value) : IReal<Scalar>
{
    private readonly double _value = value;

    public static int Count => 1;

    /// <summary>The number.</summary>
    public double Value => _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Scalar(double constant) => new(constant);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar operator +(Scalar left, Scalar right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar operator -(Scalar left, Scalar right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar operator *(Scalar left, Scalar right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar operator /(Scalar left, Scalar right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar operator -(Scalar value) => FromBits(value.Bits ^ (1UL << 63));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar operator &(Scalar left, Scalar right) => FromBits(left.Bits & right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar operator |(Scalar left, Scalar right) => FromBits(left.Bits | right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar operator ^(Scalar left, Scalar right) => FromBits(left.Bits ^ right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar ShiftLeft(Scalar bits, int count) => FromBits(bits.Bits << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar ShiftRight(Scalar bits, int count) => FromBits(bits.Bits >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar Sqrt(Scalar value) => new(Math.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar IfLess(Scalar left, Scalar right, Scalar yes, Scalar no) => left._value < right._value ? yes : no;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllBetween(Scalar value, double low, double high) => value._value > low && value._value < high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar Lookup(ref double table, Scalar index) => new(Unsafe.Add(ref table, (nint)(index.Bits & 7)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar Load(ref double source) => new(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Scalar value, ref double destination) => destination = value._value;

    private ulong Bits => BitConverter.DoubleToUInt64Bits(_value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar FromBits(ulong bits) => new(BitConverter.UInt64BitsToDouble(bits));
}
