using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Numerics;

namespace FedPG.Policies;

/// <summary>The softmax policy: θ is [S][A] and π(a|s) = exp θ(s,a) / Σ_a' exp θ(s,a').</summary>
public sealed class SoftmaxPolicy(int states, int actions) : DifferentiablePolicy(states, actions, states * actions)
{
    /// <inheritdoc/>
    public override void SetParameters(ReadOnlySpan<double> parameters) =>
        Softmax.Rows(parameters, Actions, _probabilities, _logLikelihood);

    /// <inheritdoc/>
    internal override void SetProbabilities(ReadOnlySpan<double> parameters) => Softmax.Rows(parameters, Actions, _probabilities, []);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ScoreGradient(ReadOnlySpan<double> credit, Span<double> gradient)
    {
        for (int row = 0; row < ParameterCount; row += Actions)
        {
            var own = credit.Slice(row, Actions);
            ScoreRow(_probabilities.AsSpan(row, Actions), own, FixedOrder.Sum(own), gradient.Slice(row, Actions));
        }
    }

    /// <summary>W(a) − π(a) Σ W.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScoreRow(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> credit, double total, Span<double> slope)
    {
        ref double from = ref MemoryMarshal.GetReference(credit), share = ref MemoryMarshal.GetReference(probabilities);
        ref double to = ref MemoryMarshal.GetReference(slope);
        int a = 0;
        for (; a + Vector512<double>.Count <= credit.Length; a += Vector512<double>.Count)
        {
            var taken = Vector512.LoadUnsafe(ref share, (nuint)a) * Vector512.Create(total);
            (Vector512.LoadUnsafe(ref from, (nuint)a) - taken).StoreUnsafe(ref to, (nuint)a);
        }

        for (; a < credit.Length; a++) slope[a] = credit[a] - probabilities[a] * total;
    }
}
