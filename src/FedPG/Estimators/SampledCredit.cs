using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Tables;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Estimators;

/// <summary>Credit from B sampled trajectories of T steps.</summary>
internal sealed class SampledCredit(LocalOptions local, double discount, int states, int actions) : ICreditEstimator
{
    private readonly int _horizon = local.Horizon;
    private readonly PolicyTable _policy = new(states, actions);
    private readonly RollOut _rollOut = new(local.Batch, local.Horizon);
    private readonly double[] _weights = Weights(discount, local.Horizon, local.Batch);

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
            Accumulate(task.Rewards, task.Credit);
        }
    }

    /// <summary>Computes W, four trajectories at a time and each from its last step, so that rewards to go stay in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Accumulate(ReadOnlySpan<double> rewards, Span<double> credit)
    {
        credit.Clear();
        int batch = local.Batch, b = 0;
        ref double weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        ref double reward = ref MemoryMarshal.GetReference(rewards);
        ref double sum = ref MemoryMarshal.GetReference(credit);
        ref int pairs = ref MemoryMarshal.GetReference(_rollOut.Pairs);
        for (; b + 4 <= batch; b += 4)
        {
            double toGo0 = 0, toGo1 = 0, toGo2 = 0, toGo3 = 0;
            for (nint t = _horizon - 1; t >= 0; t--)
            {
                double weight = Unsafe.Add(ref weights, t);
                ref int visited = ref Unsafe.Add(ref pairs, t * batch + b);
                nint pair0 = visited,
                    pair1 = Unsafe.Add(ref visited, 1),
                    pair2 = Unsafe.Add(ref visited, 2),
                    pair3 = Unsafe.Add(ref visited, 3);
                Unsafe.Add(ref sum, pair0) += toGo0 += weight * Unsafe.Add(ref reward, pair0);
                Unsafe.Add(ref sum, pair1) += toGo1 += weight * Unsafe.Add(ref reward, pair1);
                Unsafe.Add(ref sum, pair2) += toGo2 += weight * Unsafe.Add(ref reward, pair2);
                Unsafe.Add(ref sum, pair3) += toGo3 += weight * Unsafe.Add(ref reward, pair3);
            }
        }

        for (; b < batch; b++)
        {
            double toGo = 0;
            for (nint t = _horizon - 1; t >= 0; t--)
            {
                nint pair = Unsafe.Add(ref pairs, t * batch + b);
                Unsafe.Add(ref sum, pair) += toGo += Unsafe.Add(ref weights, t) * Unsafe.Add(ref reward, pair);
            }
        }
    }

    /// <summary>γ^t / B, [T].</summary>
    private static double[] Weights(double discount, int horizon, int batch)
    {
        var weights = new double[horizon];
        double power = 1;
        for (int t = 0; t < horizon; t++, power *= discount) weights[t] = power / batch;
        return weights;
    }
}
