using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace FedPG.Experiments.Numpy;

/// <summary>An array as NumPy stores it: numbers or strings in C order (the last index runs fastest).</summary>
internal sealed record NumpyArray
{
    private NumpyArray(ImmutableArray<int> shape, ImmutableArray<double> numbers, ImmutableArray<string> texts, bool isInteger)
    {
        if (Count(shape) != (texts.IsDefault ? numbers.Length : texts.Length))
            throw new ArgumentException($"The number of entries is not that of the shape {Text(shape)}.", nameof(shape));
        (Shape, Numbers, Texts, IsInteger) = (shape, numbers.IsDefault ? [] : numbers, texts.IsDefault ? [] : texts, isInteger);
        IsText = !texts.IsDefault;
    }

    /// <summary>The length of each axis; empty for a single value.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The numbers; empty for strings. Integers and flags are converted.</summary>
    public ImmutableArray<double> Numbers { get; }

    /// <summary>The strings; empty for numbers.</summary>
    public ImmutableArray<string> Texts { get; }

    /// <summary>Whether the entries are strings.</summary>
    public bool IsText { get; }

    /// <summary>Whether the numbers are written as <c>int64</c> rather than <c>float64</c>.</summary>
    public bool IsInteger { get; }

    /// <summary>An array of <c>float64</c>.</summary>
    /// <param name="numbers">The entries in C order; must not change afterwards.</param>
    /// <param name="shape">The length of each axis; none for a single value.</param>
    public static NumpyArray OfNumbers(double[] numbers, params ImmutableArray<int> shape) =>
        new(shape, ImmutableCollectionsMarshal.AsImmutableArray(numbers), default, false);

    /// <summary>An array of <c>int64</c>; the entries are integers of at most 2⁵³.</summary>
    /// <inheritdoc cref="OfNumbers"/>
    public static NumpyArray OfIntegers(double[] numbers, params ImmutableArray<int> shape) =>
        new(shape, ImmutableCollectionsMarshal.AsImmutableArray(numbers), default, true);

    /// <summary>An array of strings.</summary>
    /// <param name="texts">The entries in C order.</param>
    /// <param name="shape">The length of each axis; none for a single value.</param>
    public static NumpyArray OfTexts(ImmutableArray<string> texts, params ImmutableArray<int> shape) => new(shape, default, texts, false);

    /// <summary>The number of entries of a shape.</summary>
    public static Int128 Count(ImmutableArray<int> shape)
    {
        Int128 count = 1;
        foreach (int length in shape) count *= length;
        return count;
    }

    /// <summary>A shape as NumPy prints it: <c>()</c>, <c>(3,)</c>, <c>(3, 2)</c>.</summary>
    public static string Text(ImmutableArray<int> shape)
    {
        string lengths = string.Join(", ", shape.Select(length => length.ToString(CultureInfo.InvariantCulture)));
        return shape.Length == 1 ? $"({lengths},)" : $"({lengths})";
    }
}
