using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Kernels.Columns;
using FedPG.Kernels.Linear;
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

    /// <summary>The most steps of a trajectory where the discount alone ends it.</summary>
    private const int MostSteps = 100_000;

    private readonly TrajectorySampler _sampler;
    private readonly TrajectoryBatch _batch;
    private readonly double _discount;
    private readonly AlignedArray<double> _discounted;
    private readonly AlignedArray<double> _bonuses;
    private readonly AlignedArray<double> _returns;
    private readonly AlignedArray<double> _lengths;
    private readonly int _count;
    private int _ended;

    /// <summary>Allocates the buffers.</summary>
    /// <param name="shape">The sizes of the processes.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="discount">γ.</param>
    /// <param name="episodes">The number of trajectories, at least 2.</param>
    public EpisodeSampler(ControlShape shape, ControlPolicy policy, double discount, int episodes)
    {
        (_discount, Horizon) = (discount, HorizonOf(shape, discount));
        _batch = new TrajectoryBatch(shape.ObservationDimension, policy.Shape, Math.Min(episodes, MostTogether), horizon: 1);
        _sampler = new TrajectorySampler(shape, policy, _batch.Trajectories);
        int padded = ControlProcess.WidthOf(_count = episodes);
        (_discounted, _bonuses, _returns, _lengths) = (new(padded), new(padded), new(padded), new(padded));
    }

    /// <summary>The most steps of a trajectory.</summary>
    public int Horizon { get; }

    /// <summary>The discounted returns of the last trajectories.</summary>
    public ReadOnlySpan<double> Discounted => _discounted.Span[.._count];

    /// <summary>The undiscounted returns of the last trajectories.</summary>
    public ReadOnlySpan<double> Returns => _returns.Span[.._count];

    /// <summary>The most steps of a trajectory that is scored.</summary>
    /// <param name="shape">The process.</param>
    /// <param name="discount">γ.</param>
    public static int HorizonOf(ControlShape shape, double discount) =>
        shape.Horizon ?? (int)Math.Min(MostSteps, Math.Ceiling(Math.Log(NegligibleWeight) / Math.Log(discount)));

    /// <summary>Samples trajectories of the policy.</summary>
    /// <param name="process">The process.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="type">The number of the process's type.</param>
    public EpisodeStatistics Score(ControlProcess process, long seed, int type)
    {
        _ended = 0;
        foreach (var sums in (AlignedArray<double>[])[_discounted, _bonuses, _returns, _lengths]) sums.Span.Clear();
        var random = RandomStreams.For(StreamPurpose.Scoring, (ulong)seed, agent: type);
        for (int first = 0; first < _count; first += _batch.Trajectories)
        {
            int count = Math.Min(_batch.Trajectories, _count - first);
            double power = 1;
            _sampler.Begin(process, ref random);
            for (int t = 0; t < Horizon && _sampler.Step(_batch, 0); t++, power *= _discount) Add(first, count, power);
            _ended += CountEnded(count);
            RequireFinite(first, count);
        }

        return EpisodeStatistics.Of(Discounted, _bonuses.Span[.._count], Returns, _lengths.Span[.._count], _ended);
    }

    /// <summary>Adds the step that was taken last.</summary>
    private void Add(int first, int count, double power)
    {
        Span<double> rewards = _batch.Rewards(0), alive = _batch.Alive(0), likelihood = _batch.Ratings(0)[_batch.Width..];
        int width = ControlProcess.WidthOf(count);
        rewards = rewards[..width];
        ScaledSum.Add(_discounted.Span.Slice(first, width), rewards, power);
        EpisodeColumns.AddBonus(_bonuses.Span.Slice(first, width), power, likelihood, alive);
        ScaledSum.Add(_returns.Span.Slice(first, width), rewards, 1);
        ScaledSum.Add(_lengths.Span.Slice(first, width), alive[..width], 1);
    }

    /// <summary>
    /// A state that has run away is no score, even if the rewards stay finite, as constant ones and clipped ones do.
    /// </summary>
    private void RequireFinite(int first, int count)
    {
        for (int j = 0; j < count; j++)
        {
            if (!_sampler.HasFiniteState(j)) _discounted[first + j] = _returns[first + j] = double.NaN;
        }
    }

    private int CountEnded(int count)
    {
        int ended = 0;
        var after = _sampler.Ended;
        for (int j = 0; j < count; j++) ended += after[j] > 0 ? 1 : 0;
        return ended;
    }
}
