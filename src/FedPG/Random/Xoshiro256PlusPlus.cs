using System.Numerics;
using System.Runtime.CompilerServices;
using FedPG.Numerics;

namespace FedPG.Random;

/// <summary>The xoshiro256++ generator of Blackman and Vigna (ACM TOMS 47, 2021): 256 bits of state, period 2^256 − 1.</summary>
public struct Xoshiro256PlusPlus
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>A generator in the given state, which must not be all zero.</summary>
    public Xoshiro256PlusPlus(ulong s0, ulong s1, ulong s2, ulong s3)
    {
        if ((s0 | s1 | s2 | s3) == 0) throw new ArgumentException("The state must not be all zero.", nameof(s0));
        (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);
    }

    /// <summary>A generator seeded by SplitMix64 from one word of another stream.</summary>
    public Xoshiro256PlusPlus(ulong seed)
    {
        var words = new SplitMix64(seed);
        (_s0, _s1, _s2, _s3) = (words.Next(), words.Next(), words.Next(), words.Next() | 1);
    }

    /// <summary>The next 64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s0 + _s3, 23) + _s0;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A uniform number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A standard exponential variate.</summary>
    public double NextExponential() => -Elementary.Log(1.0 - NextDouble());

    /// <summary>A standard normal variate by the polar method (Marsaglia and Bray 1964), which needs no cosine.</summary>
    public double NextNormal()
    {
        while (true)
        {
            double u = 2 * NextDouble() - 1, v = 2 * NextDouble() - 1, square = u * u + v * v;
            if (square is > 0 and < 1) return u * Math.Sqrt(-2 * Elementary.Log(square) / square);
        }
    }

    /// <summary>A uniform integer in [0, <paramref name="bound"/>), with a bias below bound · 2^-64.</summary>
    public int NextInt32(int bound) => (int)Math.BigMul(NextUInt64(), (ulong)bound, out _);
}
