using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Random;

namespace FedPG.Control.Trajectories;

/// <summary>Actions drawn from a policy over features. Owns its buffers, so it is not thread-safe.</summary>
internal sealed class FeaturePolicyActions : IActionSource
{
    private const int Width = ControlProcess.Block;

    private readonly ControlPolicy _policy;
    private readonly double[] _observations;
    private readonly double[] _uniforms;
    private readonly double[] _choices;
    private readonly double[] _trace;
    private readonly double[] _ratings = new double[2 * Width];
    private readonly double[] _actions;

    /// <summary>Allocates the buffers.</summary>
    /// <param name="shape">The sizes of the process.</param>
    /// <param name="policy">The policy, with its parameters set.</param>
    public FeaturePolicyActions(ControlShape shape, ControlPolicy policy)
    {
        _policy = policy;
        (_observations, _actions) = (new double[shape.ObservationDimension * Width], new double[shape.ActionDimension * Width]);
        (_uniforms, _choices) = (new double[policy.Shape.Draws * Width], new double[policy.Shape.Choices * Width]);
        _trace = new double[policy.Shape.Trace * Width];
    }

    public bool TryChoose(int step, ReadOnlySpan<double> observation, ref Xoshiro256PlusPlus random, Span<double> action)
    {
        SingleColumn.Store(observation, _observations);
        SingleColumn.Draw(ref random, _uniforms);
        _policy.Choose(_observations, _uniforms, _choices, _trace, _ratings, Width);
        _policy.Act(_choices, _actions, Width);
        SingleColumn.Load(_actions, action);
        return true;
    }
}
