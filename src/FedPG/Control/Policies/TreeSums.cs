using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FedPG.Control.Processes;
using FedPG.Kernels.Columns;
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
        LaneRow<T> factors = new(vectors), own = factors.From(Tile);
        int dimension = q / layout.Grid.Bits, p = q % layout.Grid.Bits, row = layout.Row(dimension), nodes = 1 << p;
        for (int first = 0; first < steps.Width; first += Tile)
        {
            int count = Math.Min(Tile, steps.Width - first);
            for (int s = 0; s < steps.Count; s++)
            {
                var part = factors.From(s * count);
                Multiply(steps[s].Residuals.Row(q), credit.From(s * steps.Width), first, part, count);
                if (p >= WholeBits) AddEach(dimension, p, steps[s], first, part, count, sums);
            }

            for (int n = 0; n < nodes && p < WholeBits; n++)
            {
                for (int s = 0; s < steps.Count && nodes > 1; s++)
                {
                    var levels = steps[s].Choices.Row(dimension).From(first);
                    double below = layout.Below(p);
                    Select(factors.From(s * count), levels, n * below, (n + 1) * below, own.From(s * count), count);
                }

                int at = (layout.First(dimension, p) + n * row) * ControlProcess.Block;
                AddWhole(steps, first, nodes > 1 ? own : factors, count, sums[at..], row);
            }
        }
    }

    private static void Multiply<T>(LaneRow<T> residuals, LaneRow<T> credit, int first, LaneRow<T> factors, int count)
        where T : unmanaged, IReal<T>
    {
        for (int c = 0; c < count; c += T.Count) factors[c] = credit[first + c] * residuals[first + c];
    }

    /// <summary>Copies the factors of levels in an interval, and 0 for others.</summary>
    private static void Select<T>(LaneRow<T> factors, LaneRow<T> levels, double from, double to, LaneRow<T> own, int count)
        where T : unmanaged, IReal<T>
    {
        for (int c = 0; c < count; c += T.Count)
        {
            T level = levels[c];
            own[c] = T.IfLess(level, from, 0, T.IfLess(level, to, factors[c], 0));
        }
    }

    /// <summary>Adds the inputs of all trajectories to one node's sums, four inputs at a time.</summary>
    private void AddWhole<T>(PolicySteps<T> steps, int first, LaneRow<T> factors, int count, Span<double> sums, int row)
        where T : unmanaged, IReal<T>
    {
        const int Block = ControlProcess.Block;
        var sum = new LaneRow<T>(sums[..(row * Block)]);
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
                    var input = features.Row(f).From(first);
                    int width = features.Width;
                    for (int c = lane; c < count; c += Block)
                    {
                        T factor = factors[s * count + c];
                        s0 += factor * input[c];
                        s1 += factor * input[width + c];
                        s2 += factor * input[2 * width + c];
                        s3 += factor * input[3 * width + c];
                    }
                }

                (sum[at], sum[at + Block], sum[at + 2 * Block], sum[at + 3 * Block]) = (s0, s1, s2, s3);
            }

            for (; f < row; f++)
            {
                T total = sum[f * Block + lane];
                for (int s = 0; s < steps.Count; s++)
                {
                    var step = steps[s];
                    for (int c = lane; c < count; c += Block) total += factors[s * count + c] * layout.Input(step, f, first + c);
                }

                sum[f * Block + lane] = total;
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
            var input = step.Features.Row(0).From(first + c);
            for (int f = 0; f < features; f++) own[f * Block] += factor * input.At(f * width);
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
