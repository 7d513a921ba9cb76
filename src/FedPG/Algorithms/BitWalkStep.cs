using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Kernels.Bits;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Linear;
using FedPG.Kernels.Tables;
using FedPG.Numerics;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Random;

namespace FedPG.Algorithms;

/// <summary>
/// A local step of b-RS-FedPG for very many actions: trajectories draw the first bits of an action from a table of the top of the trees,
/// walk down to the others, and only the logits of the nodes they came by are looked at and moved. Time and memory are linear in B·T·k,
/// whatever the number of actions.
/// </summary>
/// <remarks>
/// A visit of (s, a) with reward to go Ĝ adds Ĝ to the W_bit of every node on its path, and so to the gradient (W_0 − p_0 W, W_1 − p_1 W)
/// at that node Ĝ (1 − p_bit) for the bit it took, and as much less for the other. Visits are added in the order of time from the last
/// step, and of trajectories. Random bits are used in one order: for every 16 trajectories a word of 16 lanes for the first states, then
/// at every step all words for the table, all words for each of the bits that follow, and all words for the next states.
/// </remarks>
internal sealed class BitWalkStep : ILocalStep
{
    /// <summary>The tables of four neighbouring actions' next states are most often in one line of the cache.</summary>
    private const int NearLevels = 2;

    private readonly LocalOptions _local;
    private readonly BitTree _tree;
    private readonly BitTop? _top;
    private readonly BitPaths _paths;
    private readonly BitWalk _walk;
    private readonly LaneWords _startWords;
    private readonly LaneWords _words;
    private readonly AlignedArray<int> _pairs;

    // What is behind the last trajectory stays 0, and walks down the first tree.
    private readonly AlignedArray<int> _state;
    private readonly AlignedArray<int> _prefixes;

    // h of no bits, [S].
    private readonly double[] _nothing;
    private readonly RewardsToGo _toGo;

    /// <summary>A step with buffers of its own.</summary>
    /// <param name="environments">What the sizes and γ are of.</param>
    /// <param name="local">B, T and η.</param>
    /// <param name="temperature">λ.</param>
    /// <param name="tableLevels">How many levels the table has, fewer than there are.</param>
    public BitWalkStep(EnvironmentSet environments, LocalOptions local, double temperature, int tableLevels)
    {
        (_local, _tree) = (local, new BitTree(environments.Actions));
        _toGo = new RewardsToGo(local, environments.Discount, temperature);
        double[] weights = BitSoftmaxPolicy.BitWeights(environments.Actions, environments.Discount);
        _top = tableLevels == 0 ? null : new BitTop(environments.States, _tree, tableLevels, weights);
        _paths = new BitPaths(local.Horizon, _tree.Bits - tableLevels, local.Batch);
        _walk = new BitWalk(_tree, weights, _paths);
        (_startWords, _words) = (new LaneWords(local.Batch), new LaneWords(local.Batch, WalkFrom + _paths.Levels + 1));
        (_state, _prefixes) = (new AlignedArray<int>(_paths.Stride), new AlignedArray<int>(local.Horizon * _paths.Stride));
        (_pairs, _nothing) = (new AlignedArray<int>(local.Horizon * _paths.Stride), new double[environments.States]);
    }

    /// <summary>Which of a step's words are those of the walk's first level: those for the table come before.</summary>
    private int WalkFrom => _top is null ? 0 : 1;

    public void Take(Span<Trainee> agents, bool isFirst)
    {
        foreach (ref var agent in agents) Take(ref agent);
    }

    private void Take(ref Trainee agent)
    {
        var environment = agent.Environment;
        var parameters = agent.Parameters;
        var generator = new LaneGenerator(agent.Draw());
        var bits = _startWords.Draw(ref generator);
        for (int b = 0; b < bits.Length; b++) _state[b] = environment.Start.Draw(0, bits[b]);
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
        int levels = _paths.Levels, early = Math.Max(0, levels - NearLevels);
        for (int t = 0; t < _local.Horizon; t++)
        {
            var pairs = Own(_pairs, t);
            _words.Draw(ref generator);
            Begin(t, parameters);
            _walk.Down(t, parameters, _words, WalkFrom, (0, early));

            // Next states are far away where there are very many actions: their tables come while the last bits are drawn.
            SayWhere(t, levels - early);
            transitions.ExpectNear(pairs);
            _walk.Down(t, parameters, _words, WalkFrom, (early, levels));
            SayWhere(t, levelsLeft: 0);
            var bits = _words.At(WalkFrom + levels);
            if (transitions.IsFar) transitions.Expect(pairs, bits);
            transitions.Draw(pairs, bits, Own(_state, 0));
        }
    }

    /// <summary>The first bits of the actions, if a table has them.</summary>
    private void Begin(int t, ReadOnlySpan<double> parameters)
    {
        if (_top is null)
        {
            _walk.Begin(t, parameters, _state, _state, prefixes: 1, _nothing);
            return;
        }

        _top.Draw(Own(_state, 0), _words.Bits, Own(_prefixes, t));
        _walk.Begin(t, parameters, _state, All(_prefixes, t), _top.Prefixes, _top.LogLikelihood);
    }

    /// <summary>The pairs of states and actions; of the actions below a node the first, where levels are left to walk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SayWhere(int t, int levelsLeft)
    {
        ref long node = ref MemoryMarshal.GetReference(_paths.Nodes(t));
        ref int state = ref _state.First, pair = ref MemoryMarshal.GetReference(All(_pairs, t));
        int actions = _tree.Actions;
        var first = Vector256.Create(_tree.Nodes + 1);
        for (nuint b = 0; b < (nuint)_paths.Stride; b += BitPaths.Lanes)
        {
            // Nodes have fewer than 31 bits, and lie in the lower halves of their words.
            var own = Vector512.Shuffle(Vector512.LoadUnsafe(ref node, b).AsInt32(), Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 0, 0, 0, 0, 0, 0, 0, 0)).GetLower();
            (Vector256.LoadUnsafe(ref state, b) * actions + (own << levelsLeft) - first).StoreUnsafe(ref pair, b);
        }
    }

    /// <summary>θ ← θ + η g(θ) at the nodes that were walked by; what lies above them goes to the credit of the table.</summary>
    private void Move(ReadOnlySpan<double> rewards, Span<double> parameters)
    {
        _toGo.Clear();
        for (int t = _local.Horizon - 1; t >= 0; t--)
        {
            // Rewards are far away too; those of the step before come during this one.
            if (t > 0) Memory.Expect(ref MemoryMarshal.GetReference(rewards), Own(_pairs, t - 1), stride: 1);
            _toGo.Add(t, rewards, Own(_pairs, t), _paths.LogLikelihoods(t));
            if (_top is not null) _toGo.AddTo(_top.Credit, Own(_prefixes, t));
            _paths.Move(t, _toGo.Shares, parameters);
        }
    }

    /// <summary>What belongs to a step, for whole vectors of trajectories.</summary>
    private Span<int> All(AlignedArray<int> array, int t) => array.Span.Slice(t * _paths.Stride, _paths.Stride);

    /// <summary>The same for the trajectories there are.</summary>
    private Span<int> Own(AlignedArray<int> array, int t) => array.Span.Slice(t * _paths.Stride, _local.Batch);
}
