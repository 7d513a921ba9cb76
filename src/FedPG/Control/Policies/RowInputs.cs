using System.Runtime.CompilerServices;
using FedPG.Kernels.Columns;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>
/// What a row of weights is multiplied with: the features, then, in autoregressive policies, the actions of earlier dimensions.
/// </summary>
/// <param name="features">φ, [F].</param>
/// <param name="choices">The levels of all dimensions, of which those before the row's dimension are used.</param>
/// <param name="grid">Maps levels to [−1, 1].</param>
internal readonly ref struct RowInputs<T>(ReadOnlySpan<T> features, ReadOnlySpan<T> choices, ActionGrid grid)
    where T : unmanaged, IReal<T>
{
    private readonly ReadOnlySpan<T> _features = features;
    private readonly ReadOnlySpan<T> _choices = choices;

    /// <summary>The input with a number.</summary>
    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => index < _features.Length ? _features[index] : grid.Centred(_choices[index - _features.Length]);
    }

    /// <summary>Σ_i w_i x_i, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Product(ReadOnlySpan<double> weights)
    {
        T sum = weights[0] * _features[0];
        for (int f = 1; f < _features.Length; f++) sum += weights[f] * _features[f];
        for (int i = _features.Length; i < weights.Length; i++) sum += weights[i] * this[i];
        return sum;
    }

    /// <summary>Adds a multiple of the inputs to consecutive sums.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="row">Their number.</param>
    /// <param name="factor">The factor.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTo(LaneSums<T> sums, int first, int row, T factor)
    {
        sums.Add(first, factor, _features);
        for (int i = _features.Length; i < row; i++) sums.Add(first + i, factor * this[i]);
    }
}
