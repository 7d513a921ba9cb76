using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FedPG.Kernels.Linear;

/// <summary>Sums whose order is the same on every machine.</summary>
internal static class FixedOrder
{
    /// <summary>The count of numbers from which vectors pay off.</summary>
    public const int Many = 16;

    /// <summary>
    /// The sum of the numbers. In complete blocks of eight, number i goes to partial sum i mod 8; the partial sums are added pairwise,
    /// ((0+4)+(2+6)) + ((1+5)+(3+7)), then the remaining numbers one by one. Fewer than 16 numbers are summed from first to last.
    /// </summary>
    // Inlined, so that narrow rows are summed without a call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(ReadOnlySpan<double> numbers)
    {
        if (numbers.Length >= Many) return SumOfMany(numbers);
        double sum = 0;
        foreach (double number in numbers) sum += number;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfMany(ReadOnlySpan<double> numbers)
    {
        ref double first = ref MemoryMarshal.GetReference(numbers);
        var partial = Vector512.LoadUnsafe(ref first);
        int i = 8;
        for (; i + 8 <= numbers.Length; i += 8) partial += Vector512.LoadUnsafe(ref first, (nuint)i);
        var four = partial.GetLower() + partial.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        double sum = two[0] + two[1];
        for (; i < numbers.Length; i++) sum += numbers[i];
        return sum;
    }

    /// <summary>‖a − b‖², the squares summed in the order of <see cref="Sum"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length) throw new ArgumentException("has another length", nameof(b));
        double sum = 0;
        int i = 0;
        if (a.Length >= Many)
        {
            ref double left = ref MemoryMarshal.GetReference(a), right = ref MemoryMarshal.GetReference(b);
            var partial = Vector512<double>.Zero;
            for (; i + 8 <= a.Length; i += 8)
            {
                var difference = Vector512.LoadUnsafe(ref left, (nuint)i) - Vector512.LoadUnsafe(ref right, (nuint)i);
                partial += difference * difference;
            }

            var four = partial.GetLower() + partial.GetUpper();
            var two = four.GetLower() + four.GetUpper();
            sum = two[0] + two[1];
        }

        for (; i < a.Length; i++)
        {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }

        return sum;
    }
}
