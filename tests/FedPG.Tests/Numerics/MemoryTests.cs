using FedPG.Kernels.Linear;

namespace FedPG.Tests.Numerics;

public class MemoryTests
{
    private const int Piece = (1 << 18) / sizeof(double);

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(Piece - 1)]
    [InlineData(Piece)]
    [InlineData(Piece + 1)]
    [InlineData((2 * Piece) + 7)]
    public void A_copy_has_all_numbers_and_does_not_write_beyond_its_end(int length)
    {
        double[] from = [.. Enumerable.Range(1, length).Select(i => (double)i)], to = new double[length + 3];
        Memory.Copy<double>(from, to);
        to.AsSpan(0, length).SequenceEqual(from).ShouldBeTrue();
        to[length..].ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void A_destination_that_is_too_short_is_refused() =>
        Should.Throw<ArgumentException>(() => Memory.Copy<double>(new double[Piece + 2], new double[Piece + 1]));
}
