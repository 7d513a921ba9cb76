using System.Runtime.CompilerServices;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Tables;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Estimators;

/// <summary>Credit from B sampled trajectories of T steps.</summary>
internal sealed class SampledCredit(LocalOptions local, double discount, int states, int actions) : ICreditEstimator
{
    private readonly PolicyTable _policy = new(states, actions);
    private readonly RollOut _rollOut = new(local.Batch, local.Horizon);
    private readonly double[] _weights = CreditSums.Weights(discount, local.Horizon, local.Batch);

    /// <summary>Creates the estimator from sampled trajectories that suits the settings, sizes and rewards.</summary>
    public static ICreditEstimator Create(EstimatorContext context)
    {
        var (environments, local) = (context.Environments, context.Local);
        return LaneCredit.Suits(local, environments, context.Temperature)
            ? new LaneCredit(local, environments.Discount, environments.Actions, LaneRollOut.Best)
            : new SampledCredit(local, environments.Discount, environments.States, environments.Actions);
    }

    // AggressiveOptimization: the methods of a local step must be fast from the first call, before tiered compilation reaches them.

    /// <inheritdoc/>
    public void Prepare(Policy policy, int place = 0) => _policy.Fill(policy.Probabilities);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Estimate(ReadOnlySpan<CreditTask> tasks)
    {
        foreach (ref readonly var task in tasks)
        {
            _rollOut.Run(task.Environment, _policy, task.Seed);
            CreditSums.Sum(_rollOut.Pairs, local.Batch, _weights, task.Rewards, task.Credit);
        }
    }
}
