using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FedPG.Kernels.Lanes;

/// <summary>
/// Eight xoshiro256++ generators, one in each lane of a vector. The lanes are part of the stream's definition: they are the same on every
/// machine, whatever its vector width.
/// </summary>
internal struct LaneGenerator
{
    private Vector512<ulong> _s0, _s1, _s2, _s3;

    /// <summary>
    /// Seeds the lanes by SplitMix64 from one word of a stream: its first eight outputs are the lanes' first state words, and so on.
    /// </summary>
    public LaneGenerator(ulong seed)
    {
        _s0 = Seeds(seed, 0);
        _s1 = Seeds(seed, 8);
        _s2 = Seeds(seed, 16);
        _s3 = Seeds(seed, 24);
    }

    /// <summary>The next 64 random bits of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<ulong> Next()
    {
        var sum = _s0 + _s3;
        var result = RotateLeft(sum, 23) + _s0;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = RotateLeft(_s3, 45);
        return result;
    }

    // A single instruction under AVX-512, which the JIT does not emit for the portable expression.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> RotateLeft(Vector512<ulong> word, [ConstantExpected] byte bits) =>
        Avx512F.IsSupported ? Avx512F.RotateLeft(word, bits) : (word << bits) | (word >>> (64 - bits));

    private static Vector512<ulong> Seeds(ulong seed, ulong first)
    {
        const ulong Step = 0x9E3779B97F4A7C15;
        var z = Vector512.Create(seed + Step * (first + 1)) + Vector512<ulong>.Indices * Vector512.Create(Step);
        z = (z ^ (z >>> 30)) * Vector512.Create(0xBF58476D1CE4E5B9);
        z = (z ^ (z >>> 27)) * Vector512.Create(0x94D049BB133111EB);
        return z ^ (z >>> 31);
    }
}
