using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FedPG.Control.Processes;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>
/// Adds factor · inputs of trajectories to sums of the nodes of binary trees. For bits with up to four nodes, each node sums over all
/// trajectories, of which others' have the factor 0; for later bits each trajectory adds to its node.
/// </summary>
/// <param name="layout">The order of the sums.</param>
internal readonly struct TreeSums(TreeLayout layout)
{
    /// <summary>The first bits of a dimension, whose nodes sum over all trajectories.</summary>
    private const int WholeBits = 3;

    /// <summary>Trajectories at a time: their factors stay on the stack.</summary>
    private const int Tile = 8 * ControlProcess.Block;

    /// <summary>Adds the trajectories of a step.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="p">The number of the bit.</param>
    /// <param name="step">The step.</param>
    /// <param name="residuals">The residuals of the bit, [width].</param>
    /// <param name="credit">What they are multiplied with, [width].</param>
    /// <param name="sums">[<see cref="TreeLayout.Count"/>][8].</param>
    [SkipLocalsInit]
    public void Add<T>(int dimension, int p, PolicyStep<T> step, LaneRow<T> residuals, LaneRow<T> credit, Span<double> sums)
        where T : unmanaged, IReal<T>
    {
        Span<T> vectors = LaneColumns.Aligned(stackalloc T[2 * Tile / T.Count + 1]);
        var factors = new LaneRow<T>(ref Unsafe.As<T, double>(ref MemoryMarshal.GetReference(vectors)));
        var own = new LaneRow<T>(ref factors.At(Tile));
        int row = layout.Row(dimension), at = layout.First(dimension, p), below = layout.Below(p), nodes = 1 << p;
        for (int first = 0; first < step.Width; first += Tile)
        {
            int count = Math.Min(Tile, step.Width - first);
            for (int c = 0; c < count; c += T.Count) T.Store(credit[first + c] * residuals[first + c], ref factors.At(c));
            if (p >= WholeBits)
            {
                AddEach(dimension, p, step, first, factors, count, sums);
                continue;
            }

            var levels = new LaneRow<T>(ref step.Choices.Row(dimension).At(first));
            for (int n = 0; n < nodes; n++)
            {
                if (nodes > 1) Select(factors, levels, n * below, (n + 1) * below, own, count);
                AddWhole(step, first, nodes > 1 ? own : factors, count, sums[((at + n * row) * ControlProcess.Block)..], row);
            }
        }
    }

    /// <summary>Copies the factors of levels in an interval, and 0 for others.</summary>
    private static void Select<T>(LaneRow<T> factors, LaneRow<T> levels, double from, double to, LaneRow<T> own, int count)
        where T : unmanaged, IReal<T>
    {
        for (int c = 0; c < count; c += T.Count)
        {
            T level = levels[c];
            T.Store(T.IfLess(level, from, 0, T.IfLess(level, to, factors[c], 0)), ref own.At(c));
        }
    }

    /// <summary>Adds the inputs of all trajectories to one node's sums, four inputs at a time.</summary>
    private void AddWhole<T>(PolicyStep<T> step, int first, LaneRow<T> factors, int count, Span<double> sums, int row)
        where T : unmanaged, IReal<T>
    {
        const int Block = ControlProcess.Block;
        var features = step.Features;
        var sum = new LaneRow<T>(ref MemoryMarshal.GetReference(sums[..(row * Block)]));
        for (int lane = 0; lane < Block; lane += T.Count)
        {
            int f = 0;
            for (; f + 4 <= layout.Features; f += 4)
            {
                LaneRow<T> r0 = features.Row(f), r1 = features.Row(f + 1), r2 = features.Row(f + 2), r3 = features.Row(f + 3);
                int at = f * Block + lane;
                T s0 = sum[at], s1 = sum[at + Block], s2 = sum[at + 2 * Block], s3 = sum[at + 3 * Block];
                for (int c = lane; c < count; c += Block)
                {
                    T factor = factors[c];
                    s0 += factor * r0[first + c];
                    s1 += factor * r1[first + c];
                    s2 += factor * r2[first + c];
                    s3 += factor * r3[first + c];
                }

                T.Store(s0, ref sum.At(at));
                T.Store(s1, ref sum.At(at + Block));
                T.Store(s2, ref sum.At(at + 2 * Block));
                T.Store(s3, ref sum.At(at + 3 * Block));
            }

            for (; f < row; f++)
            {
                T s = sum[f * Block + lane];
                for (int c = lane; c < count; c += Block) s += factors[c] * layout.Input(step, f, first + c);
                T.Store(s, ref sum.At(f * Block + lane));
            }
        }
    }

    /// <summary>Adds the inputs of each trajectory to its node's sums.</summary>
    private void AddEach<T>(
        int dimension, int p, PolicyStep<T> step, int first, LaneRow<T> factors, int count, Span<double> sums)
        where T : unmanaged, IReal<T>
    {
        const int Block = ControlProcess.Block;
        int row = layout.Row(dimension), features = layout.Features, width = step.Width;
        var levels = step.Choices.Row(dimension);
        for (int c = 0; c < count; c++)
        {
            double factor = factors.At(c);
            var own = sums.Slice(layout.NodeAt(dimension, p, levels.At(first + c)) * Block + c % Block, (features - 1) * Block + 1);
            ref double input = ref step.Features.Row(0).At(first + c);
            for (int f = 0; f < features; f++) own[f * Block] += factor * Unsafe.Add(ref input, f * width);
        }

        for (int f = features; f < row; f++)
        {
            for (int c = 0; c < count; c += T.Count)
            {
                T term = factors[c] * layout.Input(step, f, first + c);
                var terms = MemoryMarshal.Cast<T, double>(new Span<T>(ref term));
                for (int lane = 0; lane < T.Count; lane++)
                {
                    int node = layout.NodeAt(dimension, p, levels.At(first + c + lane));
                    sums[(node + f) * Block + (c + lane) % Block] += terms[lane];
                }
            }
        }
    }
}
