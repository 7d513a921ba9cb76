using System.Runtime.CompilerServices;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>Products of rows of weights, the same in all lanes, with features.</summary>
internal static class Dense
{
    /// <summary>Σ_f w_f φ_f, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Product<T>(double[] weights, int at, ReadOnlySpan<T> features)
        where T : unmanaged, IReal<T>
    {
        var row = weights.AsSpan(at, features.Length);
        T sum = row[0] * features[0];
        for (int f = 1; f < features.Length; f++) sum += row[f] * features[f];
        return sum;
    }

    /// <summary>Adds a multiple of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(Span<T> sums, T factor, double[] weights, int at)
        where T : unmanaged, IReal<T>
    {
        var row = weights.AsSpan(at, sums.Length);
        for (int f = 0; f < sums.Length; f++) sums[f] += factor * row[f];
    }
}
