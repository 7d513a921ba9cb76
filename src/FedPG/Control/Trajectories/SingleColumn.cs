using FedPG.Control.Processes;
using FedPG.Random;

namespace FedPG.Control.Trajectories;

/// <summary>One trajectory in the first column of a batch of the smallest width; the other columns are ignored.</summary>
internal static class SingleColumn
{
    private const int Width = ControlProcess.Block;

    /// <summary>Reads the first column.</summary>
    /// <param name="matrix">[rows][8].</param>
    /// <param name="rows">[rows].</param>
    public static void Load(ReadOnlySpan<double> matrix, Span<double> rows)
    {
        for (int i = 0; i < rows.Length; i++) rows[i] = matrix[i * Width];
    }

    /// <summary>Writes the first column.</summary>
    /// <param name="rows">[rows].</param>
    /// <param name="matrix">[rows][8].</param>
    public static void Store(ReadOnlySpan<double> rows, Span<double> matrix)
    {
        for (int i = 0; i < rows.Length; i++) matrix[i * Width] = rows[i];
    }

    /// <summary>Draws uniform numbers for the first column.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="matrix">[rows][8].</param>
    public static void Draw(ref Xoshiro256PlusPlus random, Span<double> matrix)
    {
        for (int at = 0; at < matrix.Length; at += Width) matrix[at] = random.NextDouble();
    }
}
