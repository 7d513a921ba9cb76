using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Numpy;

/// <summary>Reads and writes <c>.npy</c> files: one array each.</summary>
internal static class NumpyFile
{
    private const string Accepted = "float64, float32, int64, int32, bool or strings (<f8, <f4, <i8, <i4, |b1, <U)";

    /// <summary>Reads an array; Fortran order is turned into C order.</summary>
    /// <param name="content">The file; only the bytes that the header announces are used.</param>
    /// <param name="place">The array's name, for messages.</param>
    /// <param name="limit">The most entries.</param>
    /// <exception cref="SpecificationException">The file is not an array that is understood, or too large.</exception>
    public static NumpyArray Read(ReadOnlySpan<byte> content, string place, long limit)
    {
        var header = NumpyHeader.Read(content, place);
        int size = Size(header.Type, place);
        var count = NumpyArray.Count(header.Shape);
        if (count > limit)
        {
            throw new SpecificationException(
                place, Text($"the shape {NumpyArray.Text(header.Shape)}, {count} entries"), Text($"at most {limit} entries"));
        }

        int length = (int)count;
        var data = content[header.Length..];
        if (data.Length < (long)length * size)
        {
            throw new SpecificationException(
                place, Text($"{data.Length} bytes of entries"),
                Text($"{(long)length * size} for the shape {NumpyArray.Text(header.Shape)}"));
        }

        if (IsText(header.Type))
            return NumpyArray.OfTexts([.. Ordered(Texts(data, length, size, place), header)], header.Shape);
        double[] numbers = new double[length];
        for (int i = 0; i < length; i++) numbers[i] = Number(data.Slice(i * size, size), header.Type);
        numbers = Ordered(numbers, header);
        return header.Type is "<i8" or "<i4" ? NumpyArray.OfIntegers(numbers, header.Shape) : NumpyArray.OfNumbers(numbers, header.Shape);
    }

    /// <summary>The file of an array: <c>float64</c>, <c>int64</c> or strings, in C order.</summary>
    public static byte[] Write(NumpyArray array)
    {
        int width = array.IsText ? Math.Max(1, array.Texts.Select(Length).DefaultIfEmpty().Max()) : 0;
        string type = array.IsText ? Text($"<U{width}") : array.IsInteger ? "<i8" : "<f8";
        byte[] header = new NumpyHeader(type, false, array.Shape, 0).ToBytes();
        int size = array.IsText ? 4 * width : 8, count = array.IsText ? array.Texts.Length : array.Numbers.Length;
        byte[] bytes = new byte[header.Length + (long)count * size];
        header.CopyTo(bytes, 0);
        for (int i = 0; i < count; i++)
        {
            var entry = bytes.AsSpan(header.Length + i * size, size);
            if (array.IsText) Encoding.UTF32.GetBytes(array.Texts[i], entry);
            else if (array.IsInteger) BinaryPrimitives.WriteInt64LittleEndian(entry, (long)array.Numbers[i]);
            else BinaryPrimitives.WriteDoubleLittleEndian(entry, array.Numbers[i]);
        }

        return bytes;
    }

    private static int Length(string text) => Encoding.UTF32.GetByteCount(text) / 4;

    private static bool IsText(string type) => type.StartsWith("<U", StringComparison.Ordinal);

    private static int Size(string type, string place)
    {
        if (type.Contains('O', StringComparison.Ordinal))
            throw new SpecificationException(place, "Python objects (pickle), which can run code", Accepted);
        bool isText = IsText(type)
            & int.TryParse(type.AsSpan(Math.Min(2, type.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out int width);
        return type switch
        {
            "<f8" or "<i8" => 8,
            "<f4" or "<i4" => 4,
            "|b1" => 1,
            _ when isText && width is >= 1 and <= 1024 => 4 * width,
            _ => throw new SpecificationException(place, $"the type '{OneLine.Of(type)}'", Accepted),
        };
    }

    private static double Number(ReadOnlySpan<byte> entry, string type) => type switch
    {
        "<f8" => BinaryPrimitives.ReadDoubleLittleEndian(entry),
        "<f4" => BinaryPrimitives.ReadSingleLittleEndian(entry),
        "<i8" => BinaryPrimitives.ReadInt64LittleEndian(entry),
        "<i4" => BinaryPrimitives.ReadInt32LittleEndian(entry),
        _ => entry[0] == 0 ? 0 : 1,
    };

    private static string[] Texts(ReadOnlySpan<byte> data, int count, int size, string place)
    {
        var strict = new UTF32Encoding(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true);
        string[] texts = new string[count];
        try
        {
            for (int i = 0; i < count; i++) texts[i] = strict.GetString(data.Slice(i * size, size)).TrimEnd('\0');
        }
        catch (DecoderFallbackException e)
        {
            throw new SpecificationException($"{place}: found a string that is not Unicode; accepted: {Accepted}", e);
        }

        return texts;
    }

    /// <summary>The entries in C order.</summary>
    private static T[] Ordered<T>(T[] entries, NumpyHeader header)
    {
        if (!header.IsFortranOrder || header.Shape.Length < 2 || entries.Length == 0) return entries;
        var ordered = new T[entries.Length];
        int[] index = new int[header.Shape.Length];
        foreach (var entry in entries)
        {
            long at = 0;
            for (int axis = 0; axis < index.Length; axis++) at = at * header.Shape[axis] + index[axis];
            ordered[at] = entry;
            for (int axis = 0; axis < index.Length && ++index[axis] == header.Shape[axis]; axis++) index[axis] = 0;
        }

        return ordered;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
