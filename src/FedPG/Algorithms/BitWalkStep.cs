using System.Runtime.CompilerServices;
using FedPG.Environments;
using FedPG.Kernels.Bits;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Linear;
using FedPG.Kernels.Tables;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>
/// A local step of b-RS-FedPG for very many actions: trajectories draw the first bits of an action from a table of the trees' top levels
/// and walk down the tree for the others. Only the logits of the visited nodes are read and updated. Time and memory are linear in B·T·k,
/// whatever the number of actions.
/// </summary>
/// <remarks>
/// A visit of (s, a) with reward to go Ĝ adds Ĝ to the W_bit of every node on its path. In the gradient (W_0 − p_0 W, W_1 − p_1 W) of such
/// a node, this adds Ĝ (1 − p_bit) for the bit taken and subtracts the same for the other. Visits are added from the last step to the
/// first, and by trajectory within a step. The order of random bits is fixed. Every 16 trajectories take a word of 16 lanes for their first
/// states. Then each step takes all words for the table, all words for each further bit, and all words for the next states.
/// </remarks>
internal sealed class BitWalkStep : ILocalStep
{
    /// <summary>The next-state tables of four neighbouring actions are mostly in one cache line.</summary>
    private const int NearLevels = 2;

    private readonly LocalOptions _local;
    private readonly BitTree _tree;
    private readonly BitTop? _top;
    private readonly BitPaths _paths;
    private readonly BitWalk _walk;
    private readonly LaneWords _startWords;
    private readonly LaneWords _words;
    private readonly AlignedArray<int> _pairs;

    // Entries after the last trajectory stay 0 and walk down the first tree.
    private readonly AlignedArray<int> _state;
    private readonly AlignedArray<int> _prefixes;

    // h of the empty prefix, [S].
    private readonly double[] _emptyPrefix;
    private readonly RewardsToGo _toGo;

    /// <summary>Allocates the buffers of the step.</summary>
    /// <param name="environments">The environments, for their sizes and γ.</param>
    /// <param name="local">B, T and η.</param>
    /// <param name="temperature">λ.</param>
    /// <param name="tableLevels">The number of levels in the table, fewer than the tree has.</param>
    public BitWalkStep(EnvironmentSet environments, LocalOptions local, double temperature, int tableLevels)
    {
        (_local, _tree) = (local, new BitTree(environments.Actions));
        _toGo = new RewardsToGo(local.Horizon, local.Batch, local.StepSize, environments.Discount, temperature);
        double[] weights = BitSoftmaxPolicy.BitWeights(environments.Actions, environments.Discount);
        _top = tableLevels == 0 ? null : new BitTop(environments.States, _tree, tableLevels, weights);
        _paths = new BitPaths(local.Horizon, _tree.Bits - tableLevels, local.Batch);
        _walk = new BitWalk(_tree, weights, _paths);
        (_startWords, _words) = (new LaneWords(local.Batch), new LaneWords(local.Batch, WalkFrom + _paths.Levels + 1));
        (_state, _prefixes) = (new AlignedArray<int>(_paths.Stride), new AlignedArray<int>(local.Horizon * _paths.Stride));
        (_pairs, _emptyPrefix) = (new AlignedArray<int>(local.Horizon * _paths.Stride), new double[environments.States]);
    }

    /// <summary>The index of a step's words for the first level of the walk; the words for the table precede them.</summary>
    private int WalkFrom => _top is null ? 0 : 1;

    public void Apply(Span<TrainingAgent> agents, bool isFirst)
    {
        foreach (ref var agent in agents) Apply(ref agent);
    }

    private void Apply(ref TrainingAgent agent)
    {
        var environment = agent.Environment;
        var parameters = agent.Parameters;
        var generator = new LaneGenerator(agent.Draw());
        var bits = _startWords.Draw(ref generator);
        for (int b = 0; b < bits.Length; b++) _state[b] = environment.Start.Draw(0, bits[b]);
        _top?.Load(parameters);
        if (environment.Counted is { } counted) RollOut(counted, parameters, ref generator);
        else if (environment.Aliased is { } aliased) RollOut(aliased, parameters, ref generator);
        else RollOut(environment.Listed!.Value, parameters, ref generator);
        ApplyGradient(environment.Process.Rewards, parameters);
        _top?.ApplyGradient(parameters, _local.StepSize / _local.Batch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RollOut<TSampler>(TSampler transitions, ReadOnlySpan<double> parameters, ref LaneGenerator generator)
        where TSampler : struct, IRowSampler
    {
        int levels = _paths.Levels, early = Math.Max(0, levels - NearLevels);
        for (int t = 0; t < _local.Horizon; t++)
        {
            var pairs = Own(_pairs, t);
            _words.Draw(ref generator);
            Begin(t, parameters);
            _walk.Down(t, parameters, _words, WalkFrom, (0, early));

            // With very many actions the next-state tables exceed the caches: prefetch them while the last bits are drawn.
            _paths.StorePairs(t, _tree, levels - early, _state, All(_pairs, t));
            transitions.PrefetchNear(pairs);
            _walk.Down(t, parameters, _words, WalkFrom, (early, levels));
            _paths.StorePairs(t, _tree, levelsLeft: 0, _state, All(_pairs, t));
            var bits = _words.At(WalkFrom + levels);
            if (transitions.IsFar) transitions.Prefetch(pairs, bits);
            transitions.Draw(pairs, bits, Own(_state, 0));
        }
    }

    /// <summary>Draws the first bits of the actions from the table, if there is one.</summary>
    private void Begin(int t, ReadOnlySpan<double> parameters)
    {
        if (_top is null)
        {
            _walk.Begin(t, parameters, _state, _state, prefixes: 1, _emptyPrefix);
            return;
        }

        _top.Draw(Own(_state, 0), _words.Bits, Own(_prefixes, t));
        _walk.Begin(t, parameters, _state, All(_prefixes, t), _top.Prefixes, _top.LogLikelihood);
    }

    /// <summary>θ ← θ + η g(θ) at the walked nodes; the levels above get their credit through the table.</summary>
    private void ApplyGradient(ReadOnlySpan<double> rewards, Span<double> parameters)
    {
        _toGo.Clear();
        for (int t = _local.Horizon - 1; t >= 0; t--)
        {
            // Rewards exceed the caches too: prefetch those of the preceding step during this one.
            if (t > 0) Memory.Prefetch(rewards, Own(_pairs, t - 1));
            _toGo.Add(t, rewards, Own(_pairs, t), _paths.LogLikelihoods(t));
            if (_top is not null) _toGo.AddTo(_top.Credit, Own(_prefixes, t));
            _paths.ApplyGradient(t, _toGo.Shares, parameters);
        }
    }

    /// <summary>The entries of a step, padded to full vectors.</summary>
    private Span<int> All(AlignedArray<int> array, int t) => array.Span.Slice(t * _paths.Stride, _paths.Stride);

    /// <summary>The entries of a step, [B].</summary>
    private Span<int> Own(AlignedArray<int> array, int t) => array.Span.Slice(t * _paths.Stride, _local.Batch);
}
