using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Numpy;

/// <summary>
/// The header of a <c>.npy</c> file (NEP 1): the bytes <c>93 NUMPY</c>, a version, a length, and a Python dictionary with the type of the
/// entries, their order and the shape, padded to a multiple of 64 bytes.
/// </summary>
/// <param name="Type">The type of the entries, such as <c>&lt;f8</c>.</param>
/// <param name="IsFortranOrder">Whether the first index runs fastest.</param>
/// <param name="Shape">The length of each axis.</param>
/// <param name="Length">The bytes before the first entry.</param>
internal sealed partial record NumpyHeader(string Type, bool IsFortranOrder, ImmutableArray<int> Shape, int Length)
{
    private const int Alignment = 64;
    private const int MostAxes = 8;
    private const int Longest = 1 << 16;
    private const string Accepted = "a .npy array as numpy.save and numpy.savez write it";

    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Whether a file begins as a <c>.npy</c> file does.</summary>
    public static bool IsAtStartOf(ReadOnlySpan<byte> content) => content.StartsWith(Magic);

    /// <summary>Reads a header.</summary>
    /// <param name="content">The file.</param>
    /// <param name="place">The array's name, for messages.</param>
    /// <exception cref="SpecificationException">The header is not valid.</exception>
    public static NumpyHeader Read(ReadOnlySpan<byte> content, string place)
    {
        if (!IsAtStartOf(content) || content.Length < 10) throw new SpecificationException(place, "no NumPy header", Accepted);
        int version = content[6], start = version == 1 ? 10 : 12;
        if (version is not (1 or 2 or 3))
            throw new SpecificationException(place, Text($"version {version} of the .npy format"), "version 1, 2 or 3");
        if (content.Length < start) throw Cut(place);
        long length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(content[8..])
            : BinaryPrimitives.ReadUInt32LittleEndian(content[8..]);
        if (length > Longest) throw new SpecificationException(place, Text($"a header of {length} bytes"), Text($"at most {Longest}"));
        if (content.Length - start < length) throw Cut(place);
        string header = Encoding.Latin1.GetString(content.Slice(start, (int)length));
        return Read(header, place, start + (int)length);
    }

    /// <summary>The bytes of the header, of version 1.</summary>
    public byte[] ToBytes()
    {
        string order = IsFortranOrder ? "True" : "False";
        string text = $"{{'descr': '{Type}', 'fortran_order': {order}, 'shape': {NumpyArray.Text(Shape)}, }}";
        int total = (Magic.Length + 4 + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        byte[] bytes = new byte[total];
        bytes.AsSpan().Fill((byte)' ');
        Magic.CopyTo(bytes, 0);
        (bytes[6], bytes[7], bytes[^1]) = (1, 0, (byte)'\n');
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), checked((ushort)(total - 10)));
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(10));
        return bytes;
    }

    private static NumpyHeader Read(string header, string place, int length)
    {
        var (type, order, shape) = (TypePattern().Match(header), OrderPattern().Match(header), ShapePattern().Match(header));
        string shown = $"the header {OneLine.Of(header.Trim())}";
        bool isDictionary = header.TrimStart().StartsWith('{') && header.TrimEnd().EndsWith('}');
        if (!isDictionary || !type.Success || !order.Success || !shape.Success)
            throw new SpecificationException(place, shown, "'descr', 'fortran_order' and 'shape'");
        if (!type.Groups["type"].Success)
            throw new SpecificationException(place, "a structured NumPy array", "an array of numbers, such as float64");
        string[] axes = shape.Groups["axes"].Value.Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (axes.Length > MostAxes) throw new SpecificationException(place, Text($"{axes.Length} axes"), Text($"at most {MostAxes}"));
        return new NumpyHeader(
            type.Groups["type"].Value, order.Groups["order"].Value == "True", [.. axes.Select(axis => Axis(axis, place, shown))], length);
    }

    // Python 2 wrote an L behind long integers.
    private static int Axis(string text, string place, string shown) =>
        int.TryParse(text.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            ? length
            : throw new SpecificationException(place, shown, Text($"axes of at most {int.MaxValue} entries"));

    private static SpecificationException Cut(string place) => new(place, "an array that ends in its header", Accepted);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex("""['"]descr['"]\s*:\s*(['"](?<type>[^'"]*)['"]|\[)""", RegexOptions.CultureInvariant)]
    private static partial Regex TypePattern();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(?<order>True|False)""", RegexOptions.CultureInvariant)]
    private static partial Regex OrderPattern();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\((?<axes>[0-9L,\s]*)\)""", RegexOptions.CultureInvariant)]
    private static partial Regex ShapePattern();
}
