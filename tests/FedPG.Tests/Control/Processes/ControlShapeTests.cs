using FedPG.Control;
using FedPG.Control.Processes;

namespace FedPG.Tests.Control.Processes;

public class ControlShapeTests
{
    private static readonly ControlShape _first = new()
    {
        Name = "mine",
        StateDimension = 2,
        ActionLow = [-1, -1],
        ActionHigh = [1, 1],
        Horizon = 10,
        ObservationScale = [1, 1],
    };

    public static TheoryData<ControlShape, string> Impossible => new()
    {
        { _first with { Horizon = 0 }, "environment 'mine', horizon: found 0; accepted: at least 1" },
        { _first with { ObservationLevels = [3, -1] }, "environment 'mine', observation levels: found a negative number" },
    };

    public static TheoryData<ControlShape, string> Different => new()
    {
        { _first with { StateDimension = 3, ObservationDimension = 2 }, "state dimension: found 3; accepted: 2, as in the first type" },
        { _first with { ActionLow = [-1, -2] }, "action-low 2: found -2; accepted: -1, as in the first type" },
        { _first with { ActionHigh = [0.5, 1] }, "action-high 1: found 0.5; accepted: 1, as in the first type" },
        { _first with { ObservationScale = [1, 4] }, "observation scale 2: found 4; accepted: 1, as in the first type" },
        { _first with { ObservationLevels = [0, 7] }, "observation levels 2: found 7; accepted: 0, as in the first type" },
        { _first with { Horizon = 11 }, "horizon: found 11; accepted: 10, as in the first type" },
        { _first with { StepDraws = 1 }, "step draws: found 1; accepted: 0, as in the first type" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Shapes_that_make_no_sense_are_refused(ControlShape shape, string message) =>
        Should.Throw<SpecificationException>(() => new ControlEnvironments(0.9, new Shaped(shape))).Message.ShouldStartWith(message);

    [Theory]
    [MemberData(nameof(Different))]
    public void Types_that_differ_in_what_policies_depend_on_are_refused(ControlShape other, string message) =>
        Should.Throw<SpecificationException>(() => new ControlEnvironments(0.9, new Shaped(_first), new Shaped(other)))
            .Message.ShouldBe($"environment 'mine', {message}");

    [Fact]
    public void A_scale_of_1_is_the_default() =>
        new ControlEnvironments(0.9, new Shaped(_first), new Shaped(_first with { ObservationScale = [] })).TypeCount.ShouldBe(2);

    private sealed class Shaped(ControlShape shape) : IControlProcess
    {
        public ControlShape Shape => shape;

        public void Reset(ReadOnlySpan<double> uniforms, Span<double> state) => state.Clear();

        public ControlStep Step(
            ReadOnlySpan<double> state, ReadOnlySpan<double> action, ReadOnlySpan<double> uniforms, Span<double> next) => default;
    }
}
