using CsCheck;
using FedPG.References;

namespace FedPG.Tests.References;

public class ScaleTests
{
    [Fact]
    public void Reference_values_are_exact_at_every_scale_and_with_any_avoidable_cost() => ScaledWorlds.Any.Sample(
        world =>
        {
            var (bound, deterministic) = new ExactWorld(world).Solve();
            var values = ReferenceValues.Compute(world, agents: world.Types.Length);
            Near(values.UpperBound!.Value, bound);
            Near(values.BestDeterministic!.Value, deterministic);
            values.BestDeterministic.Exhaustive.ShouldBeTrue();
            values.BestDeterministic.Value.ShouldBeLessThanOrEqualTo(values.BestStationary!.Value);
            values.BestStationary.Value.ShouldBeLessThanOrEqualTo(values.UpperBound.Value);
            values.BestPeriodic.ShouldAllBe(best => best.Value <= values.UpperBound && best.Value >= values.BestStationary);
            values.BestHistoryDependent!.Lower.ShouldBeLessThanOrEqualTo(values.BestHistoryDependent.Upper);
            values.BestHistoryDependent.Lower.ShouldBeGreaterThanOrEqualTo(values.BestPeriodic.Max(best => best.Value));
            values.BestHistoryDependent.Upper.ShouldBeLessThanOrEqualTo(values.UpperBound.Value);
            values.Notices.Where(notice => notice != BestHistoryDependent.Apart).ShouldBeEmpty();
        },
        iter: 60);

    private static void Near(double found, double right) =>
        Math.Abs(found - right).ShouldBeLessThanOrEqualTo(1e-9 * Math.Abs(right), $"{found:R} for {right:R}");
}
