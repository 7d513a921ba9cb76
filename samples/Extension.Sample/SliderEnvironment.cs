using FedPG.Control;
using FedPG.Control.Processes;
using FedPG.Environments;
using FedPG.Options;

namespace Extension.Sample;

/// <summary>Continuous states: masses on rails that a force pushes towards the middle, one type for each mass.</summary>
public sealed record SliderEnvironment : IEnvironmentFamily
{
    /// <summary>The mass, for each type.</summary>
    [PerType, AtLeast(0, Exclusive = true)] public double[] Mass { get; init; } = [1, 2];

    /// <summary>The largest distance from the middle; a mass that goes beyond it is lost.</summary>
    [AtLeast(1)] public double Rail { get; init; } = 3;

    public EnvironmentTypes Build(double? discount) =>
        new ControlEnvironments(discount ?? 0.95, [.. Mass.Select(mass => new Slider(mass, Rail))]);
}

/// <summary>x' = x + v/10, v' = v + u/(10 mass) + noise; the reward is 1 − x²/9.</summary>
/// <param name="mass">The mass.</param>
/// <param name="rail">The largest |x|.</param>
public sealed class Slider(double mass, double rail) : IControlProcess
{
    public ControlShape Shape { get; } = new()
    {
        Name = "slider",
        StateDimension = 2,
        ActionLow = [-1],
        ActionHigh = [1],
        ResetDraws = 1,
        StepDraws = 1,
        Horizon = 200,
    };

    public void Reset(ReadOnlySpan<double> uniforms, Span<double> state) => (state[0], state[1]) = (2 * uniforms[0] - 1, 0);

    public ControlStep Step(
        ReadOnlySpan<double> state, ReadOnlySpan<double> action, ReadOnlySpan<double> uniforms, Span<double> next)
    {
        next[0] = state[0] + state[1] / 10;
        next[1] = state[1] + action[0] / (10 * mass) + (uniforms[0] - 0.5) / 10;
        return new ControlStep(1 - next[0] * next[0] / 9, next[0] < -rail || next[0] > rail);
    }
}
