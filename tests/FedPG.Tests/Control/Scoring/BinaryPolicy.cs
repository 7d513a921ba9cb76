using FedPG.Control.Policies;

namespace FedPG.Tests.Control.Scoring;

/// <summary>u_i = ±1 with P(u_i = 1) = (1 − k x_i)/2, whose value on a chain is known.</summary>
internal sealed class BinaryPolicy(int dimensions, double gain) : ControlPolicy
{
    public override ControlPolicyShape Shape { get; } =
        new(Parameters: 0, Draws: dimensions, Choices: dimensions, Features: 0, Trace: 0, Sums: 0);

    public override double[] InitialParameters() => [];

    public override void SetParameters(ReadOnlySpan<double> parameters) => parameters.Length.ShouldBe(0);

    public override void Choose(
        ReadOnlySpan<double> observations, ReadOnlySpan<double> uniforms, Span<double> choices, Span<double> trace,
        Span<double> ratings, int width)
    {
        for (int i = 0; i < choices.Length; i++) choices[i] = uniforms[i] < (1 - gain * observations[i]) / 2 ? 1 : -1;
    }

    public override void Act(ReadOnlySpan<double> choices, Span<double> actions, int width) => choices.CopyTo(actions);

    public override void AddScore(
        ReadOnlySpan<double> choices, ReadOnlySpan<double> trace, ReadOnlySpan<double> credit, Span<double> sums, int steps = 1) =>
        throw new NotSupportedException();

    public override void Finish(ReadOnlySpan<double> sums, Span<double> gradient) => throw new NotSupportedException();
}
