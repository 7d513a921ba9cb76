using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;

namespace FedPG.Experiments.Tests.Presentation.Figures;

public class FigureReferenceTests
{
    [Fact]
    public void Bounds_on_policies_with_memory_replace_a_looser_upper_bound() =>
        Names(new() { UpperBound = 3, BestHistoryDependent = new(2.5, 2.50001), BestStationary = 2 })
            .ShouldBe([("best history-dependent", 2.50001), ("best stationary", 2)]);

    [Fact]
    public void Bounds_that_are_apart_are_two_lines() =>
        Names(new() { UpperBound = 3, BestHistoryDependent = new(2.5, 2.6) })
            .ShouldBe([("best history-dependent, at most", 2.6), ("best history-dependent, at least", 2.5)]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_upper_bound_that_is_as_tight_stays(bool isKnown) =>
        Names(new() { UpperBound = 3, BestHistoryDependent = isKnown ? new(2.9, 3) : null }).ShouldBe([("upper bound", 3)]);

    private static (string, double)[] Names(ReferenceSummary values) =>
        [.. FigureReference.Of([new ReferenceSet("", values)]).Select(line => (line.Name, line.Value))];
}
