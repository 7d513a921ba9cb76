using FedPG.Experiments.Numpy;
using FedPG.Experiments.Tests.Configuration;

namespace FedPG.Experiments.Tests.Numpy;

public class NumpyArchiveTests
{
    /// <summary>numpy.savez(P=numpy.asfortranarray([[0, 1, 2], [3, 4, 5]]), R=[[1, 2], [3, 4]] as int32), NumPy 1.24.2.</summary>
    private const string Written =
        "UEsDBBQAAAAAAAAAIQDkyAZgsAAAALAAAAAFABQAUC5ucHkBABAAsAAAAAAAAACwAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJzxmOCcsICdm"
        + "b3J0cmFuX29yZGVyJzogVHJ1ZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
        + "ICAgICAgICAgICAgICAKAAAAAAAAAAAAAAAAAAAIQAAAAAAAAPA/AAAAAAAAEEAAAAAAAAAAQAAAAAAAABRAUEsDBBQAAAAAAAAAIQB7yGF8kAAA"
        + "AJAAAAAFABQAUi5ucHkBABAAkAAAAAAAAACQAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJzxpNCcsICdmb3J0cmFuX29yZGVyJzogRmFsc2Us"
        + "ICdzaGFwZSc6ICgyLCAyKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKAQAAAAIA"
        + "AAADAAAABAAAAFBLAQIUAxQAAAAAAAAAIQDkyAZgsAAAALAAAAAFAAAAAAAAAAAAAACAAQAAAABQLm5weVBLAQIUAxQAAAAAAAAAIQB7yGF8kAAA"
        + "AJAAAAAFAAAAAAAAAAAAAACAAecAAABSLm5weVBLBQYAAAAAAgACAGYAAACuAQAAAAA=";

    [Fact]
    public void An_archive_of_NumPy_is_read()
    {
        var arrays = NumpyArchive.Read(Convert.FromBase64String(Written), ["P", "R", "rho"], 100);
        arrays.Keys.ShouldBe(["P", "R"], ignoreOrder: true);
        arrays["P"].Shape.ShouldBe([2, 3]);
        arrays["P"].Numbers.ShouldBe([0, 1, 2, 3, 4, 5]);
        arrays["R"].Numbers.ShouldBe([1, 2, 3, 4]);
        NumpyArchive.Read(Convert.FromBase64String(Written), ["R"], 4).Keys.ShouldBe(["R"]);
    }

    [Fact]
    public void What_is_written_is_read_again_and_has_the_same_bytes_every_time()
    {
        (string, NumpyArray)[] arrays =
        [
            ("P", NumpyArray.OfNumbers([0.1, double.NaN, -0.0, 1e-320], 2, 2)), ("K", NumpyArray.OfIntegers([-7])),
            ("names", NumpyArray.OfTexts(["é", "", "\ud83d\ude00x"], 3)), ("none", NumpyArray.OfNumbers([], 0)),
        ];
        byte[] content = NumpyArchive.Write(arrays);
        NumpyArchive.Write(arrays).ShouldBe(content);
        var read = NumpyArchive.Read(content, ["P", "K", "names", "none"], 100);
        foreach (var (name, array) in arrays)
        {
            read[name].Shape.ShouldBe(array.Shape);
            read[name].Texts.ShouldBe(array.Texts);
            read[name].IsInteger.ShouldBe(array.IsInteger);
            read[name].Numbers.Select(BitConverter.DoubleToInt64Bits).ShouldBe(array.Numbers.Select(BitConverter.DoubleToInt64Bits));
        }
    }

    [Fact]
    public void Any_byte_that_is_changed_or_missing_gives_arrays_or_one_line()
    {
        byte[] content = Convert.FromBase64String(Written);
        int refused = 0;
        for (int at = 0; at < content.Length; at++)
        {
            foreach (byte value in (byte[])[0, 0xff, (byte)(content[at] ^ 1)])
            {
                byte[] damaged = [.. content];
                damaged[at] = value;
                refused += IsRefused(damaged) ? 1 : 0;
            }

            refused += IsRefused(content[..at]) ? 1 : 0;
        }

        refused.ShouldBeGreaterThan(content.Length);
    }

    private static bool IsRefused(byte[] content)
    {
        try
        {
            NumpyArchive.Read(content, ["P", "R"], 100);
            return false;
        }
        catch (SpecificationException error)
        {
            error.Message.ShouldNotContain("\n");
            return true;
        }
    }

    [Fact]
    public void An_archive_is_no_way_around_the_limit()
    {
        byte[] content = NumpyArchive.Write([("P", NumpyArray.OfNumbers(new double[101], 101))]);
        Refusal.ShouldGive(() => NumpyArchive.Read(content, ["P"], 100), ["P: found the shape (101,), 101 entries; accepted: at most 100"]);
    }
}
