using System.Runtime.CompilerServices;
using FedPG.Environments;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Linear;
using FedPG.Kernels.Tables;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Estimators;

/// <summary>
/// Sampled credit of small environments: trajectories run in vector lanes, and the credit is summed in integers. With AVX-512 two agents
/// are rolled out side by side: while one waits for a look-up, the other continues. AVX2 has too few registers for that.
/// </summary>
internal sealed class LaneCredit : ICreditEstimator
{
    /// <summary>With fewer trajectories most lanes would be idle.</summary>
    private const int LeastBatch = 8;

    private readonly LaneInstructions _instructions;
    private readonly int _batch;
    private readonly Place[] _places;

    /// <summary>Creates an estimator for environments that fit.</summary>
    /// <param name="local">B and T.</param>
    /// <param name="discount">γ.</param>
    /// <param name="actions">A.</param>
    /// <param name="instructions">The instructions that roll out trajectories.</param>
    public LaneCredit(LocalOptions local, double discount, int actions, LaneInstructions instructions)
    {
        (_instructions, _batch) = (instructions, local.Batch);
        _places = new Place[instructions == LaneInstructions.Vector512 ? 2 : 1];
        for (int i = 0; i < _places.Length; i++) _places[i] = new Place(local, discount, actions);
    }

    /// <inheritdoc/>
    public int Together => _places.Length;

    /// <summary>
    /// Whether the environments are small enough, the batch is large enough and the rewards are close enough to each other for lanes.
    /// </summary>
    public static bool Suits(LocalOptions local, EnvironmentSet environments, double temperature) =>
        LaneTables.Fits(environments.States, environments.Actions)
        && local.Batch >= LeastBatch
        && (double)local.Batch * local.Horizon * local.Horizon < 1L << 40
        && environments.Types.All(type => FixedPointCredit.Resolves(local.Batch, local.Horizon, type.Rewards, temperature));

    /// <inheritdoc/>
    public void Prepare(Policy policy, int place = 0) => _places[place].Prepare(policy);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Estimate(ReadOnlySpan<CreditTask> tasks)
    {
        Place one = _places[0], other = _places[^1];
        bool hasOne = one.TryBegin(tasks[0]), hasOther = tasks.Length > 1 && other.TryBegin(tasks[1]);
        for (int begin = 0; begin < _batch; begin += LaneRollOut.BlockSize)
        {
            int trajectories = Math.Min(LaneRollOut.BlockSize, _batch - begin);
            var block = LaneRollOut.Spread(trajectories, tasks[0].Policy.States);
            if (hasOne && hasOther) LanePair512.Run(one.Run(tasks[0]), other.Run(tasks[1]), block);
            else if (hasOne) LaneRollOut.Run(_instructions, one.Run(tasks[0]), block);
            else if (hasOther) LaneRollOut.Run(_instructions, other.Run(tasks[1]), block);
            if (hasOne) one.Add(trajectories);
            if (hasOther) other.Add(trajectories);
        }

        if (hasOne) one.Complete(tasks[0]);
        if (hasOther) other.Complete(tasks[1]);
    }

    /// <summary>The buffers of one estimate of a call.</summary>
    private sealed class Place(LocalOptions local, double discount, int actions)
    {
        private readonly AlignedArray<uint> _policy = new((actions - 1) * LaneRollOut.Lanes);
        private readonly AlignedArray<byte> _visited = new(local.Horizon * LaneRollOut.BlockSize);
        private readonly AlignedArray<double> _rewards = new(LaneTables.MaximumPairs);
        private readonly FixedPointCredit _sums = new(local.Batch, local.Horizon);
        private LaneGenerator _generator;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Prepare(Policy policy)
        {
            for (int s = 0; s < policy.States; s++)
            {
                LaneTables.Encode(policy.Probabilities.Slice(s * actions, actions), _policy.Span[s..], LaneRollOut.Lanes);
            }
        }

        /// <summary>Begins an estimate. If a reachable reward is not finite, returns false and fills the credit with NaN.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool TryBegin(in CreditTask task)
        {
            if (!ReachableRewards.TryCopy(task.Policy.Probabilities, task.Rewards, ref _rewards.First))
            {
                task.Credit.Fill(double.NaN);
                return false;
            }

            _generator = new LaneGenerator(task.Seed);
            _sums.Begin(_rewards, discount);
            return true;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public LaneRun Run(in CreditTask task) => new(task.Environment.Lanes!, _policy, actions, ref _generator, _visited);

        public void Add(int trajectories) => _sums.Add(_visited, trajectories);

        public void Complete(in CreditTask task) => _sums.Mean(task.Credit);
    }
}
