using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Numerics;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Random;
using FedPG.Sampling;

namespace FedPG.Algorithms;

/// <summary>
/// A local step of b-RS-FedPG for very many actions: trajectories draw the first bits of an action from a table of the top of the trees, walk down to the
/// others, and only the logits of the nodes they came by are looked at and moved. Time and memory are linear in B·T·k, whatever the number of actions.
/// </summary>
/// <remarks>
/// A visit of (s, a) with reward to go Ĝ adds Ĝ to the W_bit of every node on its path, and so to the gradient (W_0 − p_0 W, W_1 − p_1 W) at that node
/// Ĝ (1 − p_bit) for the bit it took, and as much less for the other. Visits are added in the order of time from the last step, and of trajectories.
/// Random bits are used in one order: for every 16 trajectories a word of 16 lanes for the first states, then at every step all words for the table, all
/// words for each of the bits that follow, and all words for the next states.
/// </remarks>
internal sealed class BitWalkStep : ILocalStep
{
    /// <summary>The tables of four neighbouring actions' next states are most often in one line of the cache.</summary>
    private const int NearLevels = 2;

    private readonly LocalOptions _local;
    private readonly double _temperature;
    private readonly BitTree _tree;
    private readonly BitTop? _top;
    private readonly BitWalk _walk;
    private readonly LaneWords _words;
    private readonly int[] _state;
    private readonly int[] _visited;
    private readonly int[] _prefixes;
    private readonly double[] _discountPowers;
    private readonly double[] _scored;
    private readonly double[] _rewardToGo;
    private readonly AlignedArray<long> _ways;
    private readonly AlignedArray<double> _slopes;
    private readonly AlignedArray<double> _logLikelihoods;

    /// <summary>A step with buffers of its own.</summary>
    /// <param name="environments">What the sizes and γ are of.</param>
    /// <param name="local">B, T and η.</param>
    /// <param name="temperature">λ.</param>
    /// <param name="tableLevels">How many levels the table has, fewer than there are.</param>
    public BitWalkStep(EnvironmentSet environments, LocalOptions local, double temperature, int tableLevels)
    {
        (_local, _temperature, _tree) = (local, temperature, new BitTree(environments.Actions));
        _discountPowers = new double[local.Horizon];
        double[] weights = BitSoftmaxPolicy.BitWeights(environments.Actions, environments.Discount);
        _top = tableLevels == 0 ? null : new BitTop(environments.States, _tree, tableLevels, weights);
        _walk = new BitWalk(_tree, weights, tableLevels, local.Batch);
        _words = new LaneWords(local.Batch);
        (_state, _rewardToGo) = (new int[local.Batch], new double[local.Batch]);
        double power = 1;
        for (int t = 0; t < local.Horizon; t++, power *= environments.Discount) _discountPowers[t] = power;
        int visits = local.Horizon * local.Batch, nodes = local.Horizon * _walk.Levels * _walk.Stride;
        (_visited, _prefixes, _scored) = (new int[visits], new int[visits], new double[visits]);
        (_ways, _slopes) = (new AlignedArray<long>(nodes + _walk.Stride), new AlignedArray<double>(nodes));
        _logLikelihoods = new AlignedArray<double>(_walk.Stride);
    }

    public void Take(EnvironmentSampler environment, ref Xoshiro256PlusPlus random, Span<double> parameters, bool isFirst)
    {
        var generator = new LaneGenerator(random.NextUInt64());
        var bits = _words.Draw(ref generator);
        for (int b = 0; b < _state.Length; b++) _state[b] = environment.Start.Draw(0, bits[b]);
        _top?.Look(parameters);
        if (environment.Counted is { } counted) RollOut(counted, parameters, ref generator);
        else RollOut(environment.Aliased!.Value, parameters, ref generator);
        Move(environment.Process.Rewards, parameters);
        _top?.Move(parameters, _local.StepSize / _local.Batch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RollOut<TSampler>(TSampler transitions, ReadOnlySpan<double> parameters, ref LaneGenerator generator)
        where TSampler : struct, IRowSampler
    {
        int batch = _state.Length, levels = _walk.Levels, perStep = levels * _walk.Stride, early = Math.Max(0, levels - NearLevels);
        for (int t = 0; t < _local.Horizon; t++)
        {
            // The way after the last bit, where nobody walks on, is the next step's to write.
            var ways = _ways.Span.Slice(t * perStep, perStep + _walk.Stride);
            var slopes = _slopes.Span.Slice(t * perStep, perStep);
            Span<double> scored = _temperature > 0 ? _logLikelihoods : [];
            var visited = _visited.AsSpan(t * batch, batch);
            Begin(_prefixes.AsSpan(t * batch, batch), ways, ref generator);
            _walk.Down(parameters, _words, ref generator, (0, early), ways, slopes, scored);

            // Next states are far away where there are very many actions: their tables come while the last bits are drawn, and while logarithms are taken.
            SayWhere(visited, levels - early);
            transitions.ExpectNear(visited);
            _walk.Down(parameters, _words, ref generator, (early, levels), ways, slopes, scored);
            SayWhere(visited, 0);
            var bits = _words.Draw(ref generator);
            if (transitions.IsFar) transitions.Expect(visited, bits);
            _walk.Finish(slopes, scored);
            _logLikelihoods.Span[..batch].CopyTo(_scored.AsSpan(t * batch, batch));
            transitions.Draw(visited, bits, _state);
        }
    }

    /// <summary>The first bits of the actions, and what they add to h.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Begin(Span<int> pairs, Span<long> ways, ref LaneGenerator generator)
    {
        if (_top is null)
        {
            for (int b = 0; b < pairs.Length; b++) ways[b] = _walk.Start(b, _state[b], 0);
            _logLikelihoods.Span.Clear();
            return;
        }

        int prefixes = _top.Prefixes;
        var logLikelihood = _top.LogLikelihood;
        Span<double> own = _logLikelihoods;
        _top.Draw(_state, _words.Draw(ref generator), pairs);
        for (int b = 0; b < pairs.Length; b++)
        {
            ways[b] = _walk.Start(b, _state[b], pairs[b] - _state[b] * prefixes);
            own[b] = logLikelihood[pairs[b]];
        }
    }

    /// <summary>The pairs of states and actions; of the actions below a node the first, where levels are left to walk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SayWhere(Span<int> pairs, int levelsLeft)
    {
        var nodes = _walk.Nodes;
        int actions = _tree.Actions, first = _tree.Nodes + 1;
        for (int b = 0; b < pairs.Length; b++) pairs[b] = _state[b] * actions + (((int)nodes[b] + 1) << levelsLeft) - first;
    }

    /// <summary>θ ← θ + η g(θ) at the nodes that were walked by; what lies above them goes to the credit of the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Move(ReadOnlySpan<double> rewards, Span<double> parameters)
    {
        int batch = _state.Length, stride = _walk.Stride, perStep = _walk.Levels * stride;
        double scale = _local.StepSize / batch;
        var credit = _top is null ? [] : _top.Credit;
        Span<double> scaled = _logLikelihoods.Span[..batch];
        Array.Clear(_rewardToGo);
        for (int t = _local.Horizon - 1; t >= 0; t--)
        {
            int first = t * batch;

            // Rewards are far away too; those of the step before come during this one.
            if (t > 0) Memory.Expect(ref MemoryMarshal.GetReference(rewards), _visited.AsSpan(first - batch, batch), stride: 1);
            for (int b = 0; b < batch; b++)
            {
                int visit = first + b;
                double toGo = _rewardToGo[b] += _discountPowers[t] * (rewards[_visited[visit]] - _temperature * _scored[visit]);
                scaled[b] = scale * toGo;
                if (credit.Length > 0) credit[_prefixes[visit]] += toGo;
            }

            for (int at = t * perStep; at < (t + 1) * perStep; at += stride) MoveLevel(parameters, scaled, ref _slopes[at], ref _ways[at]);
        }
    }

    /// <summary>θ at one level's nodes: no two levels have any in common.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MoveLevel(Span<double> parameters, ReadOnlySpan<double> scaled, ref double slope, ref long way)
    {
        ref double theta = ref MemoryMarshal.GetReference(parameters);
        for (int b = 0; b < scaled.Length; b++)
        {
            ref double left = ref Unsafe.Add(ref theta, (nint)Unsafe.Add(ref way, b));
            var change = Vector128.Create(scaled[b] * Unsafe.Add(ref slope, b)) ^ Vector128.Create(0, -0.0);
            (Vector128.LoadUnsafe(ref left) + change).StoreUnsafe(ref left);
        }
    }
}
