using CsCheck;
using FedPG.Federation;

namespace FedPG.Tests.Federation;

public class UpdateCheckTests
{
    /// <summary>Includes numbers whose sums and squares overflow.</summary>
    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Double[-10, 10], Gen.Const(1e200), Gen.Const(double.MaxValue), Gen.Const(-double.MaxValue), Gen.Const(double.NaN),
        Gen.Const(double.NegativeInfinity));

    [Fact]
    public void An_update_is_sound_if_all_of_its_numbers_are_finite() => Number.Array[0, 40].Sample(update =>
    {
        bool isSound = update.All(double.IsFinite);
        UpdateCheck.IsSound(update, update.Length).ShouldBe(isSound);
        UpdateCheck.IsSound(update, new double[update.Length], out _).ShouldBe(isSound);
    });

    [Fact]
    public void The_squared_distance_is_that_of_the_drift() =>
        Gen.Double[-10, 10].Array[40].Select(Gen.Double[-10, 10].Array[40]).Sample((update, broadcast) =>
    {
        UpdateCheck.IsSound(update, broadcast, out double squaredDistance).ShouldBeTrue();
        squaredDistance.ShouldBe(FedPG.Kernels.Linear.FixedOrder.SquaredDistance(update, broadcast));
    });

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void An_update_of_another_length_is_not_sound(int length)
    {
        UpdateCheck.IsSound(new double[3], length).ShouldBeFalse();
        UpdateCheck.IsSound(new double[3], new double[length], out double squaredDistance).ShouldBeFalse();
        squaredDistance.ShouldBe(0);
    }
}
