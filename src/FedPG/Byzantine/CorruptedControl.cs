using System.Buffers;
using FedPG.Control.Processes;

namespace FedPG.Byzantine;

/// <summary>A control process whose rewards have the opposite sign.</summary>
internal sealed class FlippedRewards(ControlProcess process) : ControlProcess(process.Shape)
{
    public override void Reset(ReadOnlySpan<double> uniforms, Span<double> states, int width) => process.Reset(uniforms, states, width);

    public override void Observe(ReadOnlySpan<double> states, Span<double> observations, int width) =>
        process.Observe(states, observations, width);

    public override void Step(
        ReadOnlySpan<double> states, ReadOnlySpan<double> actions, ReadOnlySpan<double> uniforms, Span<double> next,
        Span<double> rewards, Span<double> ended)
    {
        process.Step(states, actions, uniforms, next, rewards, ended);
        foreach (ref double reward in rewards) reward = -reward;
    }
}

/// <summary>A control process that ignores actions: it takes uniform ones of the box.</summary>
internal sealed class UniformActions(ControlProcess process)
    : ControlProcess(process.Shape with { StepDraws = process.Shape.StepDraws + process.Shape.ActionDimension })
{
    public override void Reset(ReadOnlySpan<double> uniforms, Span<double> states, int width) => process.Reset(uniforms, states, width);

    public override void Observe(ReadOnlySpan<double> states, Span<double> observations, int width) =>
        process.Observe(states, observations, width);

    public override void Step(
        ReadOnlySpan<double> states, ReadOnlySpan<double> actions, ReadOnlySpan<double> uniforms, Span<double> next,
        Span<double> rewards, Span<double> ended)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(actions.Length);
        var drawn = rented.AsSpan(0, actions.Length);
        int width = rewards.Length;
        for (int i = 0; i < drawn.Length; i++)
        {
            double low = Shape.ActionLow[i / width];
            drawn[i] = low + uniforms[i] * (Shape.ActionHigh[i / width] - low);
        }

        process.Step(states, drawn, uniforms[drawn.Length..], next, rewards, ended);
        ArrayPool<double>.Shared.Return(rented);
    }
}
