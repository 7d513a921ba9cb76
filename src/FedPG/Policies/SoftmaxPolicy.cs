using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Kernels.Linear;

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
            ScoreRow(_probabilities.Span.Slice(row, Actions), own, FixedOrder.Sum(own), gradient.Slice(row, Actions));
        }
    }

    /// <summary>
    /// The credit itself. In W(a) − π(a) Σ W the second term has the expectation 0 and would only add variance.
    /// </summary>
    internal override void CentredGradient(ReadOnlySpan<double> credit, Span<double> gradient) => credit.CopyTo(gradient);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Ascend(ReadOnlySpan<double> credit, double stepSize, Span<double> parameters)
    {
        for (int row = 0; row < ParameterCount; row += Actions)
        {
            var own = credit.Slice(row, Actions);
            AscendRow(_probabilities.Span.Slice(row, Actions), own, FixedOrder.Sum(own), stepSize, parameters.Slice(row, Actions));
        }
    }

    /// <summary>θ(a) + η (W(a) − π(a) Σ W).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AscendRow(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<double> credit, double total, double stepSize, Span<double> parameters)
    {
        ref double from = ref MemoryMarshal.GetReference(credit), share = ref MemoryMarshal.GetReference(probabilities);
        ref double to = ref MemoryMarshal.GetReference(parameters);
        int a = 0;
        for (; a + Vector512<double>.Count <= credit.Length; a += Vector512<double>.Count)
        {
            var slope = Vector512.LoadUnsafe(ref from, (nuint)a) - Vector512.LoadUnsafe(ref share, (nuint)a) * Vector512.Create(total);
            (slope * Vector512.Create(stepSize) + Vector512.LoadUnsafe(ref to, (nuint)a)).StoreUnsafe(ref to, (nuint)a);
        }

        if (a + Vector256<double>.Count <= credit.Length)
        {
            var slope = Vector256.LoadUnsafe(ref from, (nuint)a) - Vector256.LoadUnsafe(ref share, (nuint)a) * Vector256.Create(total);
            (slope * Vector256.Create(stepSize) + Vector256.LoadUnsafe(ref to, (nuint)a)).StoreUnsafe(ref to, (nuint)a);
            a += Vector256<double>.Count;
        }

        for (; a < credit.Length; a++) parameters[a] += (credit[a] - probabilities[a] * total) * stepSize;
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
