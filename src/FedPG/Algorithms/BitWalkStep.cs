using System.Runtime.CompilerServices;
using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Random;
using FedPG.Sampling;

namespace FedPG.Algorithms;

/// <summary>
/// A local step of b-RS-FedPG for very many actions: trajectories walk down the trees of bits, and only the logits of the nodes they came by are looked at
/// and moved. Time and memory are linear in B·T·k, whatever the number of actions.
/// </summary>
/// <remarks>
/// A visit of (s, a) with reward to go Ĝ adds Ĝ to the W_bit of every node on its path, and so to the gradient (W_0 − p_0 W, W_1 − p_1 W) at that node
/// Ĝ (1 − p_bit) for the bit it took, and as much less for the other. Visits are added in the order of time from the last step, trajectory, bit.
/// </remarks>
internal sealed class BitWalkStep(EnvironmentSet environments, LocalOptions local, double temperature) : ILocalStep
{
    private readonly BitTree _tree = new(environments.Actions);
    private readonly BitWalk _walk = new(environments.Actions, environments.Discount, local.Batch, isRegularized: temperature > 0);
    private readonly LaneWords _words = new(local.Batch);
    private readonly int[] _state = new int[local.Batch];
    private readonly int[] _visited = new int[local.Horizon * local.Batch];
    private readonly double[] _rewards = new double[local.Horizon * local.Batch];
    private readonly double[] _others = new double[local.Horizon * new BitTree(environments.Actions).Bits * local.Batch];
    private readonly double[] _rewardToGo = new double[local.Batch];

    public void Take(EnvironmentSampler environment, ref Xoshiro256PlusPlus random, Span<double> parameters)
    {
        var generator = new LaneGenerator(random.NextUInt64());
        var bits = _words.Draw(ref generator);
        for (int b = 0; b < _state.Length; b++) _state[b] = environment.Start.Draw(0, bits[b]);
        if (environment.Counted is { } counted) RollOut(environment.Process, counted, parameters, ref generator);
        else RollOut(environment.Process, environment.Aliased!.Value, parameters, ref generator);
        Move(parameters);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RollOut<TSampler>(MarkovDecisionProcess process, TSampler transitions, ReadOnlySpan<double> parameters, ref LaneGenerator generator)
        where TSampler : struct, IRowSampler
    {
        int batch = _state.Length;
        double discountPower = 1;
        var rewards = process.Rewards;
        for (int t = 0; t < local.Horizon; t++, discountPower *= environments.Discount)
        {
            var visited = _visited.AsSpan(t * batch, batch);
            _walk.Down(parameters, _state, _words, ref generator, _others.AsSpan(t * _tree.Bits * batch, _tree.Bits * batch));
            var weighted = _rewards.AsSpan(t * batch, batch);
            for (int b = 0; b < batch; b++)
            {
                visited[b] = _state[b] * environments.Actions + (int)_walk.Actions[b];
                weighted[b] = discountPower * (rewards[visited[b]] - temperature * _walk.LogLikelihoods[b]);
            }

            transitions.Draw(visited, _words.Draw(ref generator), _state);
        }
    }

    /// <summary>θ ← θ + η g(θ) at the nodes that were visited.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Move(Span<double> parameters)
    {
        int batch = _state.Length, actions = environments.Actions, width = 2 * _tree.Nodes, depth = _tree.Bits;
        double scale = local.StepSize / batch;
        Array.Clear(_rewardToGo);
        for (int t = local.Horizon - 1; t >= 0; t--)
        {
            for (int b = 0; b < batch; b++)
            {
                int pair = _visited[t * batch + b], state = pair / actions, action = pair - state * actions;
                double credit = scale * (_rewardToGo[b] += _rewards[t * batch + b]);
                for (int p = 0; p < depth; p++)
                {
                    int node = (1 << p) - 1 + (action >> (depth - p)), bit = (action >> (depth - 1 - p)) & 1;
                    int logit = state * width + 2 * node + bit;
                    double change = credit * _others[(t * depth + p) * batch + b];
                    parameters[logit] += change;
                    parameters[logit ^ 1] -= change;
                }
            }
        }
    }
}
