using System.Runtime.Intrinsics;
using FedPG.Kernels.Lanes;
using FedPG.Random;

namespace FedPG.Kernels.Columns;

/// <summary>The random numbers of a batch of trajectories: each trajectory has a stream of its own, whatever the width.</summary>
internal sealed class UniformRows
{
    private readonly LaneGenerator[] _generators;

    /// <summary>Creates the streams of a batch, unseeded.</summary>
    /// <param name="width">The width.</param>
    public UniformRows(int width) => _generators = new LaneGenerator[width / LaneColumns.Block];

    /// <summary>Seeds the streams, eight from each number drawn.</summary>
    public void Seed(ref Xoshiro256PlusPlus random)
    {
        foreach (ref var generator in _generators.AsSpan()) generator = new LaneGenerator(random.NextUInt64());
    }

    /// <summary>Draws the next numbers of every trajectory.</summary>
    /// <param name="rows">The destination, multiples of 2^-52 in [0, 1), [rows][width].</param>
    public void Fill(Span<double> rows)
    {
        int width = _generators.Length * LaneColumns.Block;
        for (int block = 0; block < _generators.Length; block++)
        {
            // A local copy stays in registers.
            var generator = _generators[block];
            for (int at = block * LaneColumns.Block; at < rows.Length; at += width)
            {
                var mantissa = (generator.Next() >>> 12) | Vector512.Create(1.0).AsUInt64();
                (mantissa.AsDouble() - Vector512<double>.One).CopyTo(rows[at..]);
            }

            _generators[block] = generator;
        }
    }
}
