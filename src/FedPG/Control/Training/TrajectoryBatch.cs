using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Kernels.Linear;

namespace FedPG.Control.Training;

/// <summary>The trajectories of one estimate, step by step; matrices are [number][width].</summary>
internal sealed class TrajectoryBatch
{
    private readonly AlignedArray<double> _observations;
    private readonly AlignedArray<double> _choices;
    private readonly AlignedArray<double> _traces;
    private readonly AlignedArray<double> _rewards;
    private readonly AlignedArray<double> _ratings;
    private readonly AlignedArray<double> _alive;
    private readonly ControlPolicyShape _policy;
    private readonly int _observed;

    /// <summary>Allocates a batch.</summary>
    /// <param name="observed">o.</param>
    /// <param name="policy">The policy's sizes.</param>
    /// <param name="trajectories">B.</param>
    /// <param name="horizon">T.</param>
    public TrajectoryBatch(int observed, ControlPolicyShape policy, int trajectories, int horizon)
    {
        (_observed, _policy) = (observed, policy);
        (Trajectories, Width, Horizon) = (trajectories, ControlProcess.WidthOf(trajectories), horizon);
        int cells = checked(horizon * Width);
        _observations = new(checked(observed * cells));
        (_choices, _traces) = (new(checked(policy.Choices * cells)), new(checked(policy.Trace * cells)));
        (_rewards, _ratings, _alive) = (new(cells), new(checked(2 * cells)), new(cells));
    }

    /// <summary>The numbers that a batch holds for a step of a trajectory.</summary>
    /// <param name="observed">o.</param>
    /// <param name="policy">The policy's sizes.</param>
    public static double NumbersPerStep(int observed, ControlPolicyShape policy) => observed + policy.Choices + (double)policy.Trace + 4;

    /// <summary>B.</summary>
    public int Trajectories { get; }

    /// <summary>The width of every matrix; columns from <see cref="Trajectories"/> on are ignored.</summary>
    public int Width { get; }

    /// <summary>T.</summary>
    public int Horizon { get; }

    /// <summary>The number of steps taken until all trajectories had ended, at most T.</summary>
    public int Steps { get; set; }

    /// <summary>The observations of a step, [o][width].</summary>
    public Span<double> Observations(int step) => _observations.Span.Slice(step * _observed * Width, _observed * Width);

    /// <summary>The choices of consecutive steps, [steps][choices][width].</summary>
    public Span<double> Choices(int step, int steps = 1) =>
        _choices.Span.Slice(step * _policy.Choices * Width, steps * _policy.Choices * Width);

    /// <summary>The policy's traces of consecutive steps, [steps][trace][width].</summary>
    public Span<double> Trace(int step, int steps = 1) => _traces.Span.Slice(step * _policy.Trace * Width, steps * _policy.Trace * Width);

    /// <summary>The features of a step, [F][width].</summary>
    public ReadOnlySpan<double> Features(int step) => Trace(step)[..(_policy.Features * Width)];

    /// <summary>The rewards of a step, 0 after the end, [width].</summary>
    public Span<double> Rewards(int step) => _rewards.Span.Slice(step * Width, Width);

    /// <summary>log π and the log-likelihood of the entropy bonus of a step's actions, [2][width].</summary>
    public Span<double> Ratings(int step) => _ratings.Span.Slice(2 * step * Width, 2 * Width);

    /// <summary>1 for trajectories that had not ended before a step, else 0, [width].</summary>
    public Span<double> Alive(int step) => _alive.Span.Slice(step * Width, Width);
}
