using System.Text;
using FedPG.Experiments.Numpy;
using FedPG.Experiments.Tests.Configuration;

namespace FedPG.Experiments.Tests.Numpy;

public class NumpyFileTests
{
    // Written by numpy.save of NumPy 1.24.2; only the beginning of the header's padding differs between types.
    private const string Float64 = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }";
    private const string Scalar = "{'descr': '<f8', 'fortran_order': False, 'shape': (), }";
    private const string Strings = "{'descr': '<U3', 'fortran_order': False, 'shape': (2,), }";
    private const string Float32 = "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }";
    private const string Flags = "{'descr': '|b1', 'fortran_order': False, 'shape': (2,), }";
    private const string Int64 = "{'descr': '<i8', 'fortran_order': False, 'shape': (2, 2), }";
    private const string Int32 = "{'descr': '<i4', 'fortran_order': False, 'shape': (1,), }";

    public static TheoryData<string, string, int[], double[]> Arrays => new()
    {
        { Float64, "000000000000F83F00000000000000C0", [2], [1.5, -2] },
        { Scalar, "CDCCCCCCCCCCEC3F", [], [0.9] },
        { Float32, "00000000000040400000803F00008040000000400000A040", [2, 3], [0, 1, 2, 3, 4, 5] },
        { Flags, "0100", [2], [1, 0] },
        { Int64, "0100000000000000020000000000000003000000000000000400000000000000", [2, 2], [1, 2, 3, 4] },
        { Int32, "FFFFFFFF", [1], [-1] },
    };

    public static TheoryData<string, string[]> Refused => new()
    {
        { "{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", ["P: found Python objects (pickle)", "float64"] },
        { "{'descr': '>f8', 'fortran_order': False, 'shape': (2,), }", ["P: found the type '>f8'; accepted: float64, float32"] },
        { "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (2,), }", ["P: found a structured NumPy array"] },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", ["P: found 16 bytes of entries; accepted: 24 for the shape (3,)"] },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (99999, 99999), }", ["9999800001 entries; accepted: at most 100"] },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999,), }", ["axes of at most 2147483647"] },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,2,), }", ["9 axes; accepted: at most 8"] },
        { "{'descr': '<f8', 'fortran_order': False}", ["accepted: 'descr', 'fortran_order' and 'shape'"] },
        { "descr fortran_order shape", ["accepted: 'descr', 'fortran_order' and 'shape'"] },
    };

    [Theory]
    [MemberData(nameof(Arrays))]
    public void Arrays_of_NumPy_are_read_into_C_order(string header, string entries, int[] shape, double[] numbers)
    {
        var array = NumpyFile.Read(Npy(header, Convert.FromHexString(entries)), "P", 100);
        array.Shape.ShouldBe(shape);
        array.Numbers.ShouldBe(numbers);
        array.IsText.ShouldBeFalse();
    }

    [Fact]
    public void Strings_are_read_without_the_zeros_that_fill_them()
    {
        byte[] content = Npy(Strings, Convert.FromHexString("610000000000000000000000620000006300000064000000"));
        var array = NumpyFile.Read(content, "names", 100);
        array.Texts.ShouldBe(["a", "bcd"]);
        NumpyFile.Write(array).ShouldBe(content);
    }

    [Theory]
    [InlineData(Float64, "000000000000F83F00000000000000C0")]
    [InlineData(Scalar, "CDCCCCCCCCCCEC3F")]
    [InlineData(Int64, "0100000000000000020000000000000003000000000000000400000000000000")]
    public void What_is_written_has_the_bytes_of_NumPy(string header, string entries)
    {
        byte[] content = Npy(header, Convert.FromHexString(entries));
        NumpyFile.Write(NumpyFile.Read(content, "P", 100)).ShouldBe(content);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_not_understood_is_one_line(string header, string[] parts) =>
        Refusal.ShouldGive(() => NumpyFile.Read(Npy(header, new byte[16]), "P", 100), parts);

    [Fact]
    public void An_array_that_ends_early_is_one_line()
    {
        byte[] content = Npy(Float64, new byte[16]);
        for (int length = 0; length < content.Length; length++)
        {
            byte[] cut = content[..length];
            Refusal.ShouldGive(() => NumpyFile.Read(cut, "P", 100), ["P: found "]);
        }
    }

    /// <summary>A file as numpy.save writes it: padded with blanks to 64 bytes, ended by a line feed.</summary>
    internal static byte[] Npy(string header, byte[] entries)
    {
        int padded = (10 + header.Length + 1 + 63) / 64 * 64 - 10;
        byte[] start = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)padded, (byte)(padded >> 8)];
        return [.. start, .. Encoding.ASCII.GetBytes(header.PadRight(padded - 1) + "\n"), .. entries];
    }
}
