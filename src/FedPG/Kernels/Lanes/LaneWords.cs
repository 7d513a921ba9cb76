using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FedPG.Kernels.Lanes;

/// <summary>32 random bits per trajectory, once or several times: every 16 trajectories take a word of the lanes.</summary>
/// <param name="trajectories">The number of trajectories.</param>
/// <param name="times">How often each trajectory needs bits.</param>
internal sealed class LaneWords(int trajectories, int times = 1)
{
    private const int Lanes = 16;

    private readonly int _stride = (trajectories + Lanes - 1) / Lanes * Lanes;
    private readonly uint[] _bits = new uint[(trajectories + Lanes - 1) / Lanes * Lanes * times];

    /// <summary>The words for the first time.</summary>
    public ReadOnlySpan<uint> Bits => At(0);

    /// <summary>The words for one of the times, including the unused rest of the last word of the lanes.</summary>
    public ReadOnlySpan<uint> Padded(int time) => _bits.AsSpan(time * _stride, _stride);

    /// <summary>The words for one of the times.</summary>
    public ReadOnlySpan<uint> At(int time) => _bits.AsSpan(time * _stride, trajectories);

    /// <summary>Draws new words for all times.</summary>
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
