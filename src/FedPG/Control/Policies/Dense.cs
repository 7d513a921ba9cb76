using System.Runtime.CompilerServices;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>Products of a row of weights, the same in all lanes, with features. Rows may be longer than what they are used with.</summary>
internal static class Dense
{
    /// <summary>Σ_f w_f φ_f, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Product<T>(ReadOnlySpan<double> weights, ReadOnlySpan<T> features)
        where T : unmanaged, IReal<T>
    {
        T sum = weights[0] * features[0];
        for (int f = 1; f < features.Length; f++) sum += weights[f] * features[f];
        return sum;
    }

    /// <summary>Adds a multiple of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(Span<T> sums, T factor, ReadOnlySpan<double> weights)
        where T : unmanaged, IReal<T>
    {
        for (int f = 0; f < sums.Length; f++) sums[f] += factor * weights[f];
    }
}
