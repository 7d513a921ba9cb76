using CsCheck;
using FedPG.Experiments.Results;

namespace FedPG.Experiments.Tests.Results;

public sealed class ThinningTests
{
    [Fact]
    public void Few_points_are_all_kept() => Thinning.Indices([3, 1, 2], 10).ShouldBe([0, 1, 2]);

    [Fact]
    public void Ends_and_extremes_survive_in_order() =>
        Gen.Double[-1, 1].Array[100, 300].Sample(values =>
        {
            int[] kept = Thinning.Indices(values, 10);
            kept.Length.ShouldBeLessThanOrEqualTo(22);
            kept.ShouldBe(kept.Distinct().Order());
            (kept[0], kept[^1]).ShouldBe((0, values.Length - 1));
            kept.Max(i => values[i]).ShouldBe(values.Max());
            kept.Min(i => values[i]).ShouldBe(values.Min());
        });
}
