using System.Numerics.Tensors;
using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Kernels.Columns;
using FedPG.Kernels.Linear;
using FedPG.Numerics;
using FedPG.Options;
using FedPG.Random;

namespace FedPG.Control.Training;

/// <summary>
/// The sampled policy gradient of a control process, Σ_t (G_t − b_t) ∇ log π(a_t|o_t), averaged over trajectories. Owns its buffers, so it
/// is not thread-safe.
/// </summary>
internal sealed class ControlGradient
{
    /// <summary>
    /// 2^256: sums are computed as multiples, so that terms of unlikely actions are no subnormal numbers. Some processors take a hundred
    /// times as long for products with those. As the scale is a power of two, the bits stay the same.
    /// </summary>
    private const double SumScale = 1.157920892373162e77;

    private readonly ControlPolicy _policy;
    private readonly Lazy<ControlPolicy> _earlier;
    private readonly TrajectoryBatch _batch;
    private readonly TrajectorySampler _sampler;
    private readonly BatchRewardsToGo _toGo;
    private readonly IBaseline _baseline;
    private readonly double _temperature;
    private readonly AlignedArray<double> _sums;
    private readonly AlignedArray<double> _weights;

    /// <summary>Allocates the buffers.</summary>
    /// <param name="shape">The sizes of the processes.</param>
    /// <param name="createPolicy">Creates a policy.</param>
    /// <param name="settings">Batch, horizon, discount, temperature and baseline.</param>
    public ControlGradient(ControlShape shape, Func<ControlPolicy> createPolicy, ControlGradientSettings settings)
    {
        (_policy, _earlier, _temperature) = (createPolicy(), new(createPolicy), settings.Temperature);
        _batch = new TrajectoryBatch(shape.ObservationDimension, _policy.Shape, settings.Trajectories, settings.Horizon);
        _sampler = new TrajectorySampler(shape, _policy, settings.Trajectories);
        _toGo = new BatchRewardsToGo(_batch.Width, settings.Horizon, settings.Discount);
        _baseline = settings.CreateBaseline(_policy.Shape.Features);
        (_sums, _weights) = (new(_policy.Shape.Sums * ControlProcess.Block), new(_batch.Width));
    }

    /// <summary>The approximate size in bytes of a learner's buffers: trajectories, the sums of eight lanes, and parameters.</summary>
    /// <param name="observed">o.</param>
    /// <param name="policy">The policy's sizes.</param>
    /// <param name="local">B, T and the baseline.</param>
    public static double Bytes(int observed, ControlPolicyShape policy, LocalOptions local)
    {
        double normal = local.Baseline == GradientBaseline.Linear ? (double)policy.Features * policy.Features : 0;
        return sizeof(double) * (NumbersPerStep(observed, policy) * local.Horizon * ControlProcess.WidthOf(local.Batch)
            + (ControlProcess.Block + 1.0) * policy.Sums + 4.0 * policy.Parameters + normal);
    }

    /// <summary>The numbers that a step of a trajectory takes, with its reward to go.</summary>
    /// <param name="observed">o.</param>
    /// <param name="policy">The policy's sizes.</param>
    public static double NumbersPerStep(int observed, ControlPolicyShape policy) =>
        TrajectoryBatch.NumbersPerStep(observed, policy) + 1;

    /// <summary>The gradient at θ of new trajectories.</summary>
    /// <param name="process">The agent's process.</param>
    /// <param name="parameters">θ.</param>
    /// <param name="random">The agent's stream.</param>
    /// <param name="gradient">The destination, of the length of θ.</param>
    public void Compute(ControlProcess process, ReadOnlySpan<double> parameters, ref Xoshiro256PlusPlus random, Span<double> gradient)
    {
        _policy.SetParameters(parameters);
        _sampler.Begin(process, ref random);
        _batch.Steps = 0;
        while (_batch.Steps < _batch.Horizon && _sampler.Step(_batch, _batch.Steps)) _batch.Steps++;
        _weights.Span[.._batch.Trajectories].Fill(1);
        Sum(_policy, gradient);
    }

    /// <summary>The gradient at θ of new trajectories, and that at θ' of the same ones, weighted by p(τ|θ') / p(τ|θ).</summary>
    /// <param name="process">The agent's process.</param>
    /// <param name="parameters">θ.</param>
    /// <param name="earlier">θ'.</param>
    /// <param name="random">The agent's stream.</param>
    /// <param name="gradient">The destination of the gradient at θ.</param>
    /// <param name="weighted">The destination of the weighted gradient at θ'.</param>
    public void Compare(
        ControlProcess process, ReadOnlySpan<double> parameters, ReadOnlySpan<double> earlier, ref Xoshiro256PlusPlus random,
        Span<double> gradient, Span<double> weighted)
    {
        Compute(process, parameters, ref random, gradient);
        var policy = _earlier.Value;
        policy.SetParameters(earlier);
        _weights.Span.Clear();
        for (int t = 0; t < _batch.Steps; t++)
        {
            Span<double> ratings = _batch.Ratings(t), alive = _batch.Alive(t);
            for (int j = 0; j < _batch.Trajectories; j++) _weights[j] -= alive[j] == 0 ? 0 : ratings[j];
            policy.Choose(_batch.Observations(t), [], _batch.Choices(t), _batch.Trace(t), ratings, _batch.Width);
            for (int j = 0; j < _batch.Trajectories; j++) _weights[j] += alive[j] == 0 ? 0 : ratings[j];
        }

        foreach (ref double weight in _weights.Span[.._batch.Trajectories]) weight = Elementary.Exp(weight);
        Sum(policy, weighted);
    }

    private void Sum(ControlPolicy policy, Span<double> gradient)
    {
        TensorPrimitives.Divide(_weights.Span, (double)_batch.Trajectories, _weights.Span);
        Sum(policy, SumScale, gradient);

        // Of a sum that is finite no part was infinite.
        if (!TensorPrimitives.IsFiniteAll<double>(gradient)) Sum(policy, 1, gradient);
    }

    private void Sum(ControlPolicy policy, double scale, Span<double> gradient)
    {
        _sums.Span.Clear();
        _toGo.Compute(_batch, _temperature);
        _baseline.Subtract(_batch, _toGo);
        int together = ControlPolicy.StepsTogether(_batch.Width);
        for (int t = 0; t < _batch.Steps; t += together)
        {
            int steps = Math.Min(together, _batch.Steps - t);
            for (int s = t; s < t + steps; s++) EpisodeColumns.Weigh(_toGo.Of(s), _weights, scale, _batch.Alive(s));
            policy.AddScore(_batch.Choices(t, steps), _batch.Trace(t, steps), _toGo.Of(t, steps), _sums, steps);
        }

        policy.Finish(_sums, gradient);
        if (scale != 1) TensorPrimitives.Multiply(gradient, 1 / scale, gradient);
    }
}

/// <summary>The settings of a control gradient.</summary>
/// <param name="Trajectories">B.</param>
/// <param name="Horizon">T.</param>
/// <param name="Discount">γ.</param>
/// <param name="Temperature">λ.</param>
/// <param name="CreateBaseline">Creates the baseline for a number of features.</param>
internal sealed record ControlGradientSettings(
    int Trajectories, int Horizon, double Discount, double Temperature, Func<int, IBaseline> CreateBaseline);
