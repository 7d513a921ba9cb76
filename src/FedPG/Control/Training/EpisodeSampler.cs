using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Random;

namespace FedPG.Control.Training;

/// <summary>
/// Scores a policy on trajectories. The same policy has the same score every time, and two policies are compared on the same first states
/// and noise, as the streams are named. Owns its buffers, so it is not thread-safe.
/// </summary>
internal sealed class EpisodeSampler
{
    /// <summary>Trajectories advance together in batches of this size.</summary>
    private const int MostTogether = 64;

    /// <summary>Without a horizon of the environment, later rewards have a weight of at most this.</summary>
    private const double NegligibleWeight = 1e-6;

    private readonly TrajectorySampler _sampler;
    private readonly TrajectoryBatch _batch;
    private readonly double _discount;
    private readonly double[] _discounted;
    private readonly double[] _bonuses;
    private readonly double[] _returns;
    private readonly double[] _lengths;
    private int _ended;

    /// <summary>Allocates the buffers.</summary>
    /// <param name="shape">The sizes of the processes.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="discount">γ.</param>
    /// <param name="episodes">The number of trajectories, at least 2.</param>
    public EpisodeSampler(ControlShape shape, ControlPolicy policy, double discount, int episodes)
    {
        (_discount, Horizon) = (discount, shape.Horizon ?? (int)Math.Ceiling(Math.Log(NegligibleWeight) / Math.Log(discount)));
        _batch = new TrajectoryBatch(shape.ObservationDimension, policy.Shape, Math.Min(episodes, MostTogether), Horizon);
        _sampler = new TrajectorySampler(shape, policy, _batch.Width);
        (_discounted, _bonuses, _returns, _lengths) =
            (new double[episodes], new double[episodes], new double[episodes], new double[episodes]);
    }

    /// <summary>The most steps of a trajectory.</summary>
    public int Horizon { get; }

    /// <summary>Samples trajectories of the policy.</summary>
    /// <param name="process">The process.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="type">The number of the process's type.</param>
    public EpisodeStatistics Score(ControlProcess process, long seed, int type)
    {
        _ended = 0;
        var random = RandomStreams.For(StreamPurpose.Scoring, (ulong)seed, agent: type);
        for (int first = 0; first < _discounted.Length; first += _batch.Trajectories)
        {
            _sampler.Sample(process, _batch, ref random);
            Add(first, Math.Min(_batch.Trajectories, _discounted.Length - first));
        }

        return EpisodeStatistics.Of(_discounted, _bonuses, _returns, _lengths, _ended);
    }

    private void Add(int first, int count)
    {
        Span<double> discounted = _discounted.AsSpan(first, count), bonuses = _bonuses.AsSpan(first, count);
        Span<double> returns = _returns.AsSpan(first, count), lengths = _lengths.AsSpan(first, count);
        discounted.Clear();
        bonuses.Clear();
        returns.Clear();
        lengths.Clear();
        double power = 1;
        for (int t = 0; t < _batch.Steps; t++, power *= _discount)
        {
            Span<double> rewards = _batch.Rewards(t), alive = _batch.Alive(t), likelihood = _batch.Ratings(t)[_batch.Width..];
            for (int j = 0; j < count; j++)
            {
                if (alive[j] == 0) continue;
                discounted[j] += power * rewards[j];
                bonuses[j] -= power * likelihood[j];
                returns[j] += rewards[j];
                lengths[j]++;
            }
        }

        _ended += CountEnded(count);
    }

    private int CountEnded(int count)
    {
        int ended = 0;
        var after = _sampler.Ended;
        for (int j = 0; j < count; j++) ended += after[j] > 0 ? 1 : 0;
        return ended;
    }
}
