using CsCheck;
using FedPG.Experiments.Presentation.Figures.Drawing;

namespace FedPG.Experiments.Tests.Presentation.Figures;

public sealed class LabelLayoutTests
{
    private const double Slack = 1e-9;

    [Fact]
    public void Labels_that_fit_keep_their_order_their_distance_and_the_bounds() =>
        Gen.Select(Gen.Double[-50, 150].Array[0, 12], Gen.Double[0.1, 100.0 / 12]).Sample((wanted, spacing) =>
        {
            double[] placed = LabelLayout.Spread(wanted, spacing, 0, 100);
            foreach (double centre in placed) centre.ShouldBeInRange(spacing / 2 - Slack, 100 - spacing / 2 + Slack);
            for (int i = 0; i < wanted.Length; i++)
            {
                for (int j = 0; j < wanted.Length; j++)
                {
                    if (i != j) Math.Abs(placed[i] - placed[j]).ShouldBeGreaterThanOrEqualTo(spacing - Slack);
                    if (wanted[i] < wanted[j]) placed[i].ShouldBeLessThan(placed[j]);
                }
            }
        });

    [Fact]
    public void Labels_that_do_not_crowd_stay_where_they_are() =>
        LabelLayout.Spread([10, 50, 30], 20, 0, 100).ShouldBe([10, 50, 30]);

    [Fact]
    public void Crowded_labels_spread_about_their_mean() =>
        LabelLayout.Spread([50, 50, 50, 51], 10, 0, 100).ShouldBe([35.25, 45.25, 55.25, 65.25]);

    [Fact]
    public void Too_many_labels_stay_within_the_bounds_in_order() =>
        LabelLayout.Spread([9, 1, 5], 50, 0, 100).ShouldBe([75, 25, 50]);
}
