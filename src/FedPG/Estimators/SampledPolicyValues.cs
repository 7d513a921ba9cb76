using FedPG.Environments;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Tables;
using FedPG.Options;

namespace FedPG.Estimators;

/// <summary>
/// Values from B sampled trajectories of T steps that follow the policy except in one step, so that actions of probability 0 have unbiased
/// estimates too. For Q the first pair is drawn from all pairs; for d·Q a trajectory takes a uniform action at a drawn step. Pairs and
/// steps are drawn systematically: the trajectories share one uniform number and divide the range evenly.
/// </summary>
/// <remarks>
/// The order of random bits: a word of 16 lanes for the shared number; for d·Q one word for every 16 first states and one for every 16
/// uniform actions; then, for each step, all words for the actions and all words for the next states.
/// </remarks>
internal sealed class SampledPolicyValues(EnvironmentSet environments, LocalOptions local) : IPolicyValues
{
    private readonly ActionSets _offered = environments.ActionSets;
    private readonly PolicyTable _policy = new(environments.States, environments.Actions);
    private readonly LaneWords _shared = new(1);
    private readonly LaneWords _startWords = new(local.Batch, 2);
    private readonly LaneWords _words = new(local.Batch, 2);
    private readonly int[] _states = new int[local.Batch];
    private readonly int[] _visited = new int[local.Batch];

    // The step of each trajectory that does not follow the policy, its pair, and the discounted rewards from there.
    private readonly int[] _steps = new int[local.Batch];
    private readonly int[] _explored = new int[local.Batch];
    private readonly double[] _toGo = new double[local.Batch];

    /// <inheritdoc/>
    public void ActionValues(EnvironmentSampler environment, ReadOnlySpan<double> policy, ulong seed, Span<double> values)
    {
        var generator = new LaneGenerator(seed);
        double shared = DrawShared(ref generator);
        Array.Clear(_steps);
        for (int b = 0; b < _explored.Length; b++)
        {
            _explored[b] = _offered.Pair(Share(b + shared, _offered.Pairs));
            _states[b] = _explored[b] / environments.Actions;
        }

        RollOut(environment, policy, ref generator, choices: []);
        values.Clear();
        double weight = (double)_offered.Pairs / local.Batch;
        for (int b = 0; b < _explored.Length; b++) values[_explored[b]] += weight * _toGo[b];
    }

    /// <inheritdoc/>
    public void VisitedActionValues(EnvironmentSampler environment, ReadOnlySpan<double> policy, ulong seed, Span<double> values)
    {
        var generator = new LaneGenerator(seed);
        double shared = DrawShared(ref generator);
        _startWords.Draw(ref generator);
        ReadOnlySpan<uint> starts = _startWords.At(0), actions = _startWords.At(1);
        for (int b = 0; b < _explored.Length; b++)
        {
            _steps[b] = Share(b + shared, local.Horizon);
            _states[b] = environment.Start.Draw(0, starts[b]);
        }

        RollOut(environment, policy, ref generator, actions);
        values.Clear();
        for (int b = 0; b < _explored.Length; b++)
        {
            double weight = (double)local.Horizon * _offered.Count(_explored[b] / environments.Actions) / local.Batch;
            values[_explored[b]] += weight * _toGo[b];
        }
    }

    private double DrawShared(ref LaneGenerator generator) => _shared.Draw(ref generator)[0] * (1.0 / (1L << 32));

    /// <summary>The part that a position between 0 and B falls into, when the range is divided into equal parts.</summary>
    private int Share(double position, int parts) => Math.Min((int)(position * parts / local.Batch), parts - 1);

    /// <summary>
    /// Rolls out all trajectories. At its own step a trajectory takes the explored action, whose pair replaces the entry, and from then on
    /// its rewards count.
    /// </summary>
    /// <param name="environment">The environment.</param>
    /// <param name="policy">π.</param>
    /// <param name="generator">The source of the steps' words.</param>
    /// <param name="choices">A word per trajectory for its explored action; empty if the pair is known.</param>
    private void RollOut(
        EnvironmentSampler environment, ReadOnlySpan<double> policy, ref LaneGenerator generator, ReadOnlySpan<uint> choices)
    {
        _policy.Fill(policy);
        Array.Clear(_toGo);
        var rewards = environment.Process.Rewards;
        int actions = environments.Actions;
        double power = 1;
        for (int t = 0; t < local.Horizon; t++, power *= environments.Discount)
        {
            _words.Draw(ref generator);
            _policy.DrawPairs(_states, _words.At(0), _visited);
            for (int b = 0; b < _visited.Length; b++)
            {
                if (t < _steps[b]) continue;
                if (t == _steps[b] && !choices.IsEmpty)
                    _explored[b] = _states[b] * actions + (int)((ulong)choices[b] * (ulong)_offered.Count(_states[b]) >> 32);
                if (t == _steps[b]) _visited[b] = _explored[b];
                _toGo[b] += power * rewards[_visited[b]];
            }

            environment.DrawNext(_visited, _words.At(1), _states);
        }
    }
}
