using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FedPG.Numerics;

namespace FedPG.Kernels.Sparse;

/// <summary>
/// A = I − M for a sparse M ≥ 0, in the parts A = D − L − U: its diagonal and what is left and right of it. All sums run from the first
/// entry of a row to the last, so that results have the same bits everywhere. Owns buffers, so it is not thread-safe.
/// </summary>
internal sealed class SparseSystem
{
    private SparsePattern _pattern;
    private double[] _weights;
    private readonly double[] _loops;
    private readonly double[] _diagonal;
    private readonly double[] _inverse;
    private readonly double[] _right;
    private readonly double[] _left;

    /// <summary>The system M = 0.</summary>
    /// <param name="pattern">The entries of M off its diagonal.</param>
    public SparseSystem(SparsePattern pattern)
    {
        (_pattern, _weights) = (pattern, new double[pattern.Count]);
        int size = pattern.Size;
        (_loops, _diagonal, _inverse) = (new double[size], new double[size], new double[size]);
        (_right, _left) = (new double[size], new double[size]);
    }

    /// <summary>Takes another pattern of the same size; the buffers are used again.</summary>
    public void Take(SparsePattern pattern)
    {
        if (pattern.Size != Size) throw new ArgumentException("has another size", nameof(pattern));
        if (_weights.Length < pattern.Count) _weights = new double[pattern.Count];
        _pattern = pattern;
    }

    /// <summary>n.</summary>
    public int Size => _pattern.Size;

    /// <summary>The number of entries of M.</summary>
    public int Count => _pattern.Count + Size;

    /// <summary>M off its diagonal. Call <see cref="Prepare"/> after a change.</summary>
    public Span<double> Weights => _weights.AsSpan(0, _pattern.Count);

    /// <summary>The diagonal of M, [n]. Call <see cref="Prepare"/> after a change.</summary>
    public Span<double> Loops => _loops;

    /// <summary>Must follow a change of M.</summary>
    public void Prepare()
    {
        for (int i = 0; i < _loops.Length; i++) _inverse[i] = 1 / (_diagonal[i] = 1 - _loops[i]);
    }

    /// <summary>The largest sum of a row of M.</summary>
    public double LargestRowSum()
    {
        double largest = 0;
        for (int i = 0; i < Size; i++)
        {
            double sum = _loops[i];
            for (int entry = _pattern.Starts[i]; entry < _pattern.Starts[i + 1]; entry++) sum += _weights[entry];
            largest = Math.Max(largest, sum);
        }

        return largest;
    }

    /// <summary>b − A (high + low), each number rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Residual(ReadOnlySpan<double> b, ReadOnlySpan<double> high, ReadOnlySpan<double> low, Span<double> result)
    {
        for (int i = 0; i < result.Length; i++)
        {
            var sum = new CompensatedSum();
            sum.Add(b[i]);
            sum.Add(-high[i]);
            sum.Add(-low[i]);
            sum.Add(_loops[i], high[i]);
            double small = _loops[i] * low[i];
            for (int entry = _pattern.Starts[i]; entry < _pattern.Starts[i + 1]; entry++)
            {
                int column = _pattern.Columns[entry];
                sum.Add(_weights[entry], high[column]);
                small += _weights[entry] * low[column];
            }

            sum.Add(small);
            result[i] = sum.Value;
        }
    }

    /// <summary>
    /// A sweep of Gauss and Seidel for A x = b, from the first row to the last. The error becomes smaller by the factor ‖M‖ at least.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sweep(ReadOnlySpan<double> b, Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double sum = b[i];
            for (int entry = _pattern.Starts[i]; entry < _pattern.Starts[i + 1]; entry++)
                sum += _weights[entry] * x[_pattern.Columns[entry]];
            x[i] = sum * _inverse[i];
        }
    }

    /// <summary>(D − L)⁻¹ b: the right-hand side of the preconditioned system.</summary>
    public void SolveLeft(ReadOnlySpan<double> b, Span<double> result) => Forward(b, [], result, []);

    /// <summary>(D − U)⁻¹ y: the solution of the system from that of the preconditioned one.</summary>
    public void SolveRight(ReadOnlySpan<double> y, Span<double> result) => Backward(y, result);

    /// <summary>
    /// (D − L)⁻¹ A (D − U)⁻¹ y, the system preconditioned by a symmetric sweep of Gauss and Seidel. As Eisenstat (1981) saw, its two
    /// triangular systems give the product with A as well: with w = (D − U)⁻¹ y, A w = (D − L) w + y − D w.
    /// </summary>
    public void Apply(ReadOnlySpan<double> y, Span<double> result)
    {
        Backward(y, _right);
        Forward(y, _right, _left, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Backward(ReadOnlySpan<double> y, Span<double> result)
    {
        ref double weight = ref MemoryMarshal.GetArrayDataReference(_weights), x = ref MemoryMarshal.GetReference(result);
        ref int column = ref MemoryMarshal.GetArrayDataReference(_pattern.Columns);
        int[] middles = _pattern.Middles, starts = _pattern.Starts;
        double[] inverse = _inverse;
        for (int i = result.Length - 1; i >= 0; i--)
        {
            double sum = y[i];
            for (nint entry = middles[i], end = starts[i + 1]; entry < end; entry++)
                sum += Unsafe.Add(ref weight, entry) * Unsafe.Add(ref x, Unsafe.Add(ref column, entry));
            Unsafe.Add(ref x, i) = sum * inverse[i];
        }
    }

    /// <summary>x = (D − L)⁻¹ (b − D w), and w + x; w is 0 if it is empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Forward(ReadOnlySpan<double> b, ReadOnlySpan<double> w, Span<double> solved, Span<double> sums)
    {
        ref double weight = ref MemoryMarshal.GetArrayDataReference(_weights), x = ref MemoryMarshal.GetReference(solved);
        ref int column = ref MemoryMarshal.GetArrayDataReference(_pattern.Columns);
        int[] middles = _pattern.Middles, starts = _pattern.Starts;
        double[] inverse = _inverse, diagonal = _diagonal;
        for (int i = 0; i < solved.Length; i++)
        {
            double sum = w.IsEmpty ? b[i] : b[i] - diagonal[i] * w[i];
            for (nint entry = starts[i], end = middles[i]; entry < end; entry++)
                sum += Unsafe.Add(ref weight, entry) * Unsafe.Add(ref x, Unsafe.Add(ref column, entry));
            sum *= inverse[i];
            Unsafe.Add(ref x, i) = sum;
            if (!w.IsEmpty) sums[i] = w[i] + sum;
        }
    }
}
