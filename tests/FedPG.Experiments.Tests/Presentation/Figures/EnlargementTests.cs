using CsCheck;
using FedPG.Experiments.Presentation.Figures.Drawing;

namespace FedPG.Experiments.Tests.Presentation.Figures;

public sealed class EnlargementTests
{
    [Fact]
    public void The_crowd_at_the_top_of_the_quickstart_is_enlarged()
    {
        ValueRange part = Part([63.06, 63.07, 96.84, 96.85, 96.86, 96.87, 97.16, 97.21, 97.3, 97.56], 48, 97.56).ShouldNotBeNull();
        part.Low.ShouldBeInRange(96.6, 96.84);
        part.High.ShouldBeInRange(97.56, 97.8);
    }

    [Fact]
    public void Nothing_is_enlarged_without_a_crowd() => Part([1, 4, 7, 10], 0, 10).ShouldBeNull();

    [Fact]
    public void Two_values_are_not_crowded() => Part([1, 9, 9.1], 0, 10).ShouldBeNull();

    [Fact]
    public void Wide_intervals_are_not_enlarged() =>
        Enlargement.Of([new(1, 5), new(1.1, 5.1), new(1.2, 5.2)], new ValueRange(0, 10)).ShouldBeNull();

    [Fact]
    public void Equal_values_are_enlarged_to_a_range_with_a_span() => Part([5, 5, 5], 0, 10).ShouldNotBeNull().Span.ShouldBeGreaterThan(0);

    [Fact]
    public void What_is_enlarged_holds_whole_items_and_is_small() =>
        Gen.Double[0, 10].Array[3, 15].Sample(values =>
        {
            if (Part(values, 0, 10) is not { } part) return;
            part.Span.ShouldBeLessThan(0.2 * 10 * 1.3);
            values.Count(part.Contains).ShouldBeGreaterThanOrEqualTo(3);
        });

    private static ValueRange? Part(double[] values, double low, double high) =>
        Enlargement.Of([.. values.Select(value => new ValueRange(value, value))], new ValueRange(low, high));
}
