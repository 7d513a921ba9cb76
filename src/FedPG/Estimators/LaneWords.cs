using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Random;

namespace FedPG.Estimators;

/// <summary>32 random bits for each of many trajectories: every 16 of them take a word of the lanes.</summary>
internal sealed class LaneWords(int trajectories)
{
    private const int Lanes = 16;

    private readonly uint[] _bits = new uint[(trajectories + Lanes - 1) / Lanes * Lanes];

    /// <summary>The words drawn last.</summary>
    public ReadOnlySpan<uint> Bits => _bits.AsSpan(0, trajectories);

    /// <summary>The same with what is left of the last word of the lanes.</summary>
    public ReadOnlySpan<uint> Padded => _bits;

    /// <summary>Draws new words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<uint> Draw(ref LaneGenerator generator)
    {
        var lanes = generator;
        ref uint first = ref MemoryMarshal.GetArrayDataReference(_bits);
        for (int b = 0; b < _bits.Length; b += Lanes) lanes.Next().AsUInt32().StoreUnsafe(ref first, (nuint)b);
        generator = lanes;
        return Bits;
    }
}
