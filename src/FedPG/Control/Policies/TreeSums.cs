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

    /// <summary>Trajectories and steps at a time: their factors stay on the stack.</summary>
    private const int Tile = ControlPolicy.Together;

    /// <summary>Adds the trajectories of some steps.</summary>
    /// <param name="q">The number of the bit, counted dimension by dimension.</param>
    /// <param name="steps">The steps: one, or no more than fit into a tile.</param>
    /// <param name="credit">What the residuals are multiplied with, [steps][width].</param>
    /// <param name="sums">[<see cref="TreeLayout.Count"/>][8].</param>
    [SkipLocalsInit]
    public void Add<T>(int q, PolicySteps<T> steps, LaneRow<T> credit, Span<double> sums)
        where T : unmanaged, IReal<T>
    {
        Span<T> vectors = LaneColumns.Aligned(stackalloc T[2 * Tile / T.Count + 1]);
        var factors = new LaneRow<T>(ref Unsafe.As<T, double>(ref MemoryMarshal.GetReference(vectors)));
        var own = new LaneRow<T>(ref factors.At(Tile));
        int dimension = q / layout.Grid.Bits, p = q % layout.Grid.Bits, row = layout.Row(dimension), nodes = 1 << p;
        for (int first = 0; first < steps.Width; first += Tile)
        {
            int count = Math.Min(Tile, steps.Width - first);
            for (int s = 0; s < steps.Count; s++)
            {
                var part = new LaneRow<T>(ref factors.At(s * count));
                Multiply(steps[s].Residuals.Row(q), new LaneRow<T>(ref credit.At(s * steps.Width)), first, part, count);
                if (p >= WholeBits) AddEach(dimension, p, steps[s], first, part, count, sums);
            }

            for (int n = 0; n < nodes && p < WholeBits; n++)
            {
                for (int s = 0; s < steps.Count && nodes > 1; s++)
                {
                    var levels = new LaneRow<T>(ref steps[s].Choices.Row(dimension).At(first));
                    double below = layout.Below(p);
                    Select(new(ref factors.At(s * count)), levels, n * below, (n + 1) * below, new(ref own.At(s * count)), count);
                }

                int at = (layout.First(dimension, p) + n * row) * ControlProcess.Block;
                AddWhole(steps, first, nodes > 1 ? own : factors, count, sums[at..], row);
            }
        }
    }

    private static void Multiply<T>(LaneRow<T> residuals, LaneRow<T> credit, int first, LaneRow<T> factors, int count)
        where T : unmanaged, IReal<T>
    {
        for (int c = 0; c < count; c += T.Count) T.Store(credit[first + c] * residuals[first + c], ref factors.At(c));
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
    private void AddWhole<T>(PolicySteps<T> steps, int first, LaneRow<T> factors, int count, Span<double> sums, int row)
        where T : unmanaged, IReal<T>
    {
        const int Block = ControlProcess.Block;
        var sum = new LaneRow<T>(ref MemoryMarshal.GetReference(sums[..(row * Block)]));
        for (int lane = 0; lane < Block; lane += T.Count)
        {
            int f = 0;
            for (; f + 4 <= layout.Features; f += 4)
            {
                int at = f * Block + lane;
                T s0 = sum[at], s1 = sum[at + Block], s2 = sum[at + 2 * Block], s3 = sum[at + 3 * Block];
                for (int s = 0; s < steps.Count; s++)
                {
                    var features = steps[s].Features;
                    ref double input = ref features.Row(f).At(first);
                    int width = features.Width;
                    for (int c = lane; c < count; c += Block)
                    {
                        T factor = factors[s * count + c];
                        s0 += factor * T.Load(ref Unsafe.Add(ref input, c));
                        s1 += factor * T.Load(ref Unsafe.Add(ref input, width + c));
                        s2 += factor * T.Load(ref Unsafe.Add(ref input, 2 * width + c));
                        s3 += factor * T.Load(ref Unsafe.Add(ref input, 3 * width + c));
                    }
                }

                T.Store(s0, ref sum.At(at));
                T.Store(s1, ref sum.At(at + Block));
                T.Store(s2, ref sum.At(at + 2 * Block));
                T.Store(s3, ref sum.At(at + 3 * Block));
            }

            for (; f < row; f++)
            {
                T total = sum[f * Block + lane];
                for (int s = 0; s < steps.Count; s++)
                {
                    var step = steps[s];
                    for (int c = lane; c < count; c += Block) total += factors[s * count + c] * layout.Input(step, f, first + c);
                }

                T.Store(total, ref sum.At(f * Block + lane));
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
