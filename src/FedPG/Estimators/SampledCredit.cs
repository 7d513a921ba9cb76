using System.Runtime.CompilerServices;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Random;
using FedPG.Sampling;

namespace FedPG.Estimators;

/// <summary>
/// Credit from B sampled trajectories of T steps, advanced in lock-step. Each environment step takes 64 random bits: the high
/// half chooses the action, the low half the next state.
/// </summary>
internal sealed class SampledCredit(LocalOptions local, double discount, int states, int actions) : ICreditEstimator
{
    private readonly int _batch = local.Batch;
    private readonly int _horizon = local.Horizon;
    private readonly PolicyTable _policy = new(states, actions);
    private readonly int[] _state = new int[local.Batch];
    private readonly uint[] _bits = new uint[local.Batch];
    private readonly double[] _rewardToGo = new double[local.Batch];
    private readonly int[] _visited = new int[local.Horizon * local.Batch];
    private readonly double[] _rewards = new double[local.Horizon * local.Batch];

    /// <inheritdoc/>
    public void Estimate(
        EnvironmentSampler environment,
        Policy policy,
        ReadOnlySpan<double> rewards,
        ref Xoshiro256PlusPlus random,
        Span<double> credit)
    {
        _policy.Fill(policy.Probabilities);
        for (int b = 0; b < _batch; b++) _state[b] = environment.Start.Draw(0, (uint)(random.NextUInt64() >> 32));
        random = environment.Counted is { } counted
            ? RollOut(counted, rewards, random)
            : RollOut(environment.Aliased!.Value, rewards, random);
        Accumulate(credit);
    }

    // AggressiveOptimization: the loop must be fast from its first call, before tiering would get to it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Xoshiro256PlusPlus RollOut<TSampler>(TSampler transitions, ReadOnlySpan<double> rewards, Xoshiro256PlusPlus random)
        where TSampler : struct, IRowSampler
    {
        double discountPower = 1;
        Span<int> state = _state;
        Span<uint> next = _bits;
        for (int t = 0; t < _horizon; t++, discountPower *= discount)
        {
            var visited = _visited.AsSpan(t * state.Length, state.Length);
            var weighted = _rewards.AsSpan(t * state.Length, state.Length);
            for (int b = 0; b < state.Length; b++)
            {
                ulong bits = random.NextUInt64();
                visited[b] = state[b] * actions + _policy.Draw(state[b], (uint)(bits >> 32));
                next[b] = (uint)bits;
            }

            // Large tables are far away in memory: in a loop of their own, the accesses overlap.
            for (int b = 0; b < state.Length; b++)
            {
                int pair = visited[b];
                state[b] = transitions.Draw(pair, next[b]);
                weighted[b] = discountPower * rewards[pair];
            }
        }

        return random;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Accumulate(Span<double> credit)
    {
        Span<double> toGo = _rewardToGo;
        toGo.Clear();
        credit.Clear();
        for (int t = _horizon - 1; t >= 0; t--)
        {
            var visited = _visited.AsSpan(t * toGo.Length, toGo.Length);
            var weighted = _rewards.AsSpan(t * toGo.Length, toGo.Length);
            for (int b = 0; b < toGo.Length; b++) credit[visited[b]] += toGo[b] += weighted[b];
        }

        double scale = 1.0 / _batch;
        for (int i = 0; i < credit.Length; i++) credit[i] *= scale;
    }
}
