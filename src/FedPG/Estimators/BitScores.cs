using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Numerics;
using FedPG.Policies;

namespace FedPG.Estimators;

/// <summary>What the bits that trajectories drew at one level say: the slopes of their log-likelihoods, and these themselves.</summary>
/// <param name="stride">Trajectories, in whole vectors.</param>
internal sealed class BitScores(int stride)
{
    private readonly AlignedArray<double> _differences = new(stride);
    private readonly AlignedArray<double> _odds = new(stride);
    private readonly AlignedArray<double> _wentRight = new(stride);

    /// <summary>x = θ_0 − θ_1, the first of [stride].</summary>
    public ref double Differences => ref _differences.First;

    /// <summary>e^−|x|, the first of [stride].</summary>
    public ref double Odds => ref _odds.First;

    /// <summary>All ones for bit 1, else zero, the first of [stride].</summary>
    public ref double WentRight => ref _wentRight.First;

    /// <summary>Makes the scores.</summary>
    /// <param name="levelWeight">w_p.</param>
    /// <param name="slopes">Where the derivatives of log π(bit) by the left logit go, [stride]; those by the right one are their negatives.</param>
    /// <param name="logLikelihoods">What w_p log π(bit) is added to, [stride]; empty where nobody wants it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(double levelWeight, Span<double> slopes, Span<double> logLikelihoods)
    {
        ref double slope = ref MemoryMarshal.GetReference(slopes);
        ref double sums = ref MemoryMarshal.GetReference(logLikelihoods);
        ref double differences = ref Differences;
        ref double odds = ref Odds;
        ref double wentRight = ref WentRight;
        var weight = Vector512.Create(levelWeight);
        for (int i = 0; i < slopes.Length; i += Vector512<double>.Count)
        {
            nuint b = (nuint)i;
            Vector512<double> e = Vector512.LoadUnsafe(ref odds, b), x = Vector512.LoadUnsafe(ref differences, b), isRight = Vector512.LoadUnsafe(ref wentRight, b);
            var (large, small) = BitOdds.Probabilities(e);
            var isLikelier = BitOdds.IsLeftLikelier(x) ^ isRight;
            var other = Vector512.ConditionalSelect(isLikelier, small, large);
            (other ^ (isRight & Vector512.Create(-0.0))).StoreUnsafe(ref slope, b);
            if (logLikelihoods.Length == 0) continue;
            var surprise = Elementary.Log1P(e) + Vector512.ConditionalSelect(isLikelier, Vector512<double>.Zero, Vector512.Abs(x));
            (Vector512.LoadUnsafe(ref sums, b) - weight * surprise).StoreUnsafe(ref sums, b);
        }
    }
}
