using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Random;
using FedPG.Sampling;

namespace FedPG.Estimators;

/// <summary>
/// Credit from B sampled trajectories of T steps, advanced in lock-step. Random bits are used in one order: for every 16 trajectories a word of 16 lanes
/// for the first states, then at every step all words for the actions and all words for the next states.
/// </summary>
internal sealed class SampledCredit(LocalOptions local, double discount, int states, int actions) : ICreditEstimator
{
    private readonly int _horizon = local.Horizon;
    private readonly PolicyTable _policy = new(states, actions);
    private readonly int[] _state = new int[local.Batch];
    private readonly LaneWords _actionWords = new(local.Batch);
    private readonly LaneWords _stateWords = new(local.Batch);
    private readonly LaneWords _lastStateWords = new(local.Batch);
    private readonly double[] _rewardToGo = new double[local.Batch];
    private readonly int[] _visited = new int[local.Horizon * local.Batch];
    private readonly double[] _weights = Powers(discount, local.Horizon);

    /// <inheritdoc/>
    public void Estimate(
        EnvironmentSampler environment,
        Policy policy,
        ReadOnlySpan<double> rewards,
        ref Xoshiro256PlusPlus random,
        Span<double> credit)
    {
        _policy.Fill(policy.Probabilities);
        var generator = new LaneGenerator(random.NextUInt64());
        var first = _actionWords.Draw(ref generator);
        for (int b = 0; b < _state.Length; b++) _state[b] = environment.Start.Draw(0, first[b]);
        if (environment.Counted is { } counted) RollOut(counted, ref generator);
        else RollOut(environment.Aliased!.Value, ref generator);
        Accumulate(rewards, credit);
    }

    // AggressiveOptimization: loops must be fast from their first call, before tiering would get to them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RollOut<TSampler>(TSampler transitions, ref LaneGenerator generator)
        where TSampler : struct, IRowSampler
    {
        int batch = _state.Length, part = transitions.IsFar ? (batch + 1) / 2 : batch;
        var (words, before) = (_stateWords, _lastStateWords);
        for (int t = 0; t < _horizon; t++)
        {
            var actionBits = _actionWords.Draw(ref generator);
            var stateBits = words.Draw(ref generator);

            // While one half's next states are fetched from a large table, the other half acts.
            for (int first = 0; first < batch; first += part)
            {
                int count = Math.Min(part, batch - first);
                var state = _state.AsSpan(first, count);
                var visited = _visited.AsSpan(t * batch + first, count);
                if (t > 0) transitions.Draw(_visited.AsSpan((t - 1) * batch + first, count), before.Bits.Slice(first, count), state);
                _policy.DrawPairs(state, actionBits.Slice(first, count), visited);
                transitions.Expect(visited, stateBits.Slice(first, count));
            }

            (words, before) = (before, words);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Accumulate(ReadOnlySpan<double> rewards, Span<double> credit)
    {
        credit.Clear();
        Array.Clear(_rewardToGo);
        int batch = _rewardToGo.Length;
        ref double toGo = ref MemoryMarshal.GetArrayDataReference(_rewardToGo);
        ref double reward = ref MemoryMarshal.GetReference(rewards);
        ref double sum = ref MemoryMarshal.GetReference(credit);
        for (int t = _horizon - 1; t >= 0; t--)
        {
            double weight = _weights[t];
            ref int visited = ref _visited[t * batch];
            for (int b = 0; b < batch; b++)
            {
                int pair = Unsafe.Add(ref visited, b);
                Unsafe.Add(ref sum, pair) += Unsafe.Add(ref toGo, b) += weight * Unsafe.Add(ref reward, pair);
            }
        }

        double scale = 1.0 / batch;
        for (int i = 0; i < credit.Length; i++) credit[i] *= scale;
    }

    /// <summary>γ^t, [T].</summary>
    private static double[] Powers(double discount, int horizon)
    {
        var powers = new double[horizon];
        double power = 1;
        for (int t = 0; t < horizon; t++, power *= discount) powers[t] = power;
        return powers;
    }
}
