using FedPG.Experiments.Presentation.Figures.Drawing;

namespace FedPG.Experiments.Tests.Presentation.Figures;

public sealed class CurveNamesTests
{
    [Fact]
    public void Short_names_stay() => CurveNames.Fitted(["a local.steps=1", "b"], 20).ShouldBe(["a local.steps=1", "b"]);

    [Fact]
    public void Long_names_lose_the_paths_of_keys_and_their_common_beginning() =>
        CurveNames.Fitted(["s-fedpg local.step-size=0.01", "s-fedpg local.step-size=0.02"], 20)
            .ShouldBe(["step-size=0.01", "step-size=0.02"]);

    [Fact]
    public void Equal_abbreviations_are_distinguished_by_their_place() =>
        CurveNames.Fitted(["abcdefghijklm-1-nopqrstuvwxyz", "abcdefghijklm-2-nopqrstuvwxyz"], 9, longestAnywhere: 9)
            .ShouldBe(["abcd…wxyz (1)", "abcd…wxyz (2)"]);

    [Fact]
    public void Names_of_a_sweep_are_not_cut() =>
        CurveNames.Fitted(["rs-fedpg local.steps=10 local.step-size=0.01", "s-fedpg local.steps=5 local.step-size=0.1"], 18)
            .ShouldBe(["rs-fedpg steps=10 step-size=0.01", "s-fedpg steps=5 step-size=0.1"]);

    [Fact]
    public void Twenty_four_curves_have_colours_and_marks_of_their_own() =>
        Enumerable.Range(0, 24).Select(i => (Palette.Hue(i), Palette.ShapeText(i))).ShouldBeUnique();
}
