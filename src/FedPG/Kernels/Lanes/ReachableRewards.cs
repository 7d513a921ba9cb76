using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FedPG.Kernels.Lanes;

/// <summary>The rewards that a policy can meet.</summary>
internal static class ReachableRewards
{
    /// <summary>Copies the rewards of pairs with a positive probability, and 0 for others; false if one of them is not finite.</summary>
    /// <param name="probabilities">π, [S][A].</param>
    /// <param name="rewards">r, [S][A].</param>
    /// <param name="reachable">The destination, at least as long, which is not checked.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryCopy(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> rewards, ref double reachable)
    {
        ref double probability = ref MemoryMarshal.GetReference(probabilities), reward = ref MemoryMarshal.GetReference(rewards);
        var isFinite = Vector256<double>.AllBitsSet;
        int i = 0;
        for (; i + 4 <= rewards.Length; i += 4)
        {
            var met = Vector256.ConditionalSelect(
                Vector256.Equals(Vector256.LoadUnsafe(ref probability, (nuint)i), default), default,
                Vector256.LoadUnsafe(ref reward, (nuint)i));
            isFinite &= Vector256.LessThan(Vector256.Abs(met), Vector256.Create(double.PositiveInfinity));
            met.StoreUnsafe(ref reachable, (nuint)i);
        }

        bool isRestFinite = true;
        for (; i < rewards.Length; i++)
        {
            Unsafe.Add(ref reachable, i) = probabilities[i] == 0 ? 0 : rewards[i];
            isRestFinite &= double.IsFinite(Unsafe.Add(ref reachable, i));
        }

        return isRestFinite && isFinite.AsUInt64() == Vector256<ulong>.AllBitsSet;
    }
}
