using System.Numerics;
using System.Runtime.CompilerServices;

namespace FedPG.Kernels.Linear;

/// <summary>
/// Products of dense matrices, row by row, in tiles of registers. Every sum runs in the order of the indices, so that the bits are those
/// of the plain loops.
/// </summary>
internal static class MatrixProduct
{
    /// <summary>Rows of a tile; its columns are two vectors.</summary>
    private const int Tall = 4;

    /// <summary>Adds left · right to a product that is zero.</summary>
    /// <param name="left">[rows][inner].</param>
    /// <param name="right">[inner][columns].</param>
    /// <param name="product">[rows][columns].</param>
    /// <param name="rows">The rows of the product.</param>
    /// <param name="inner">The length of a sum.</param>
    /// <param name="columns">The columns of the product.</param>
    public static void Add(double[] left, double[] right, double[] product, int rows, int inner, int columns)
    {
        int wide = 2 * Vector<double>.Count, j = 0;
        for (; j + wide <= columns; j += wide)
        {
            int i = 0;
            for (; i + Tall <= rows; i += Tall) Tile(left, right, product, i, j, inner, columns);
            for (; i < rows; i++) Row(left, right, product, i, j, j + wide, inner, columns);
        }

        for (int i = 0; i < rows; i++) Row(left, right, product, i, j, columns, inner, columns);
    }

    private static void Row(double[] left, double[] right, double[] product, int i, int from, int to, int inner, int columns)
    {
        var sums = product.AsSpan(i * columns, columns)[from..to];
        for (int k = 0; k < inner; k++)
        {
            double factor = left[i * inner + k];
            var row = right.AsSpan(k * columns, columns)[from..to];
            for (int j = 0; j < sums.Length; j++) sums[j] += factor * row[j];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(double[] left, double[] right, double[] product, int i, int j, int inner, int columns)
    {
        // The last entries that the loop reads; spans check what references do not.
        _ = left.AsSpan((i + Tall) * inner - 1, 1);
        _ = right.AsSpan((inner - 1) * columns + j, 2 * Vector<double>.Count);
        ref double a = ref left[i * inner];
        ref double b = ref right[j];
        Vector<double> s00 = default, s01 = default, s10 = default, s11 = default;
        Vector<double> s20 = default, s21 = default, s30 = default, s31 = default;
        for (int k = 0; k < inner; k++)
        {
            ref double row = ref Unsafe.Add(ref b, k * columns);
            var (r0, r1) = (Vector.LoadUnsafe(ref row), Vector.LoadUnsafe(ref row, (nuint)Vector<double>.Count));
            double f0 = Unsafe.Add(ref a, k), f1 = Unsafe.Add(ref a, inner + k);
            double f2 = Unsafe.Add(ref a, 2 * inner + k), f3 = Unsafe.Add(ref a, 3 * inner + k);
            (s00, s01) = (s00 + f0 * r0, s01 + f0 * r1);
            (s10, s11) = (s10 + f1 * r0, s11 + f1 * r1);
            (s20, s21) = (s20 + f2 * r0, s21 + f2 * r1);
            (s30, s31) = (s30 + f3 * r0, s31 + f3 * r1);
        }

        Store(product.AsSpan(i * columns + j), s00, s01);
        Store(product.AsSpan((i + 1) * columns + j), s10, s11);
        Store(product.AsSpan((i + 2) * columns + j), s20, s21);
        Store(product.AsSpan((i + 3) * columns + j), s30, s31);
    }

    private static void Store(Span<double> row, Vector<double> first, Vector<double> second)
    {
        first.CopyTo(row);
        second.CopyTo(row[Vector<double>.Count..]);
    }
}
