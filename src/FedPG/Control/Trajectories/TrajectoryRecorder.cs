using FedPG.Control.Processes;
using FedPG.Control.Training;
using FedPG.Random;

namespace FedPG.Control.Trajectories;

/// <summary>Records single trajectories of one type, step by step. Owns its buffers, so it is not thread-safe.</summary>
internal sealed class TrajectoryRecorder
{
    private const int Width = ControlProcess.Block;

    private readonly ControlProcess _process;
    private readonly double _discount;
    private readonly long _seed;
    private readonly int _type;
    private readonly double[] _states;
    private readonly double[] _observations;
    private readonly double[] _actions;
    private readonly double[] _resetDraws;
    private readonly double[] _stepDraws;
    private readonly double[] _rewards = new double[Width];
    private readonly double[] _ended = new double[Width];

    /// <summary>Allocates the buffers.</summary>
    /// <param name="environments">The environments.</param>
    /// <param name="type">The number of the type, from 0.</param>
    /// <param name="seed">The seed of the streams.</param>
    public TrajectoryRecorder(ControlEnvironments environments, int type, long seed)
    {
        (_process, _discount, _type, _seed) = (environments.Types[type], environments.Discount, type, seed);
        var shape = _process.Shape;
        (_states, _observations) = (new double[shape.StateDimension * Width], new double[shape.ObservationDimension * Width]);
        _actions = new double[shape.ActionDimension * Width];
        (_resetDraws, _stepDraws) = (new double[shape.ResetDraws * Width], new double[shape.StepDraws * Width]);
    }

    /// <summary>The steps after which a trajectory is scored no further.</summary>
    public int Horizon => EpisodeSampler.HorizonOf(_process.Shape, _discount);

    /// <summary>
    /// Records a trajectory until it ends, has no action, has taken a number of steps, or is not finite. First state and noise depend on
    /// seed, type and episode only, whatever the actions are.
    /// </summary>
    /// <param name="source">Chooses the actions.</param>
    /// <param name="episode">The number of the trajectory, from 0.</param>
    /// <param name="steps">The most steps.</param>
    /// <param name="start">The first state, [n]; drawn if null.</param>
    /// <param name="cancellationToken">Cancels the recording.</param>
    public Trajectory Record(
        IActionSource source, int episode, int steps, double[]? start = null, CancellationToken cancellationToken = default)
    {
        var streams = RandomStreams.For(StreamPurpose.Simulation, (ulong)_seed, round: episode, agent: _type);
        Xoshiro256PlusPlus environment = new(streams.NextUInt64()), choices = new(streams.NextUInt64());
        var shape = _process.Shape;
        double[] state = new double[shape.StateDimension], observation = new double[shape.ObservationDimension];
        double[] action = new double[shape.ActionDimension];
        SingleColumn.Draw(ref environment, _resetDraws);
        _process.Reset(_resetDraws, _states, Width);
        if (start is not null) SingleColumn.Store(start, _states);
        SingleColumn.Load(_states, state);
        var trajectory = new Trajectory(state, action.Length, _discount);

        // The other columns have ended, so that a process that is written for one trajectory does not compute them.
        Array.Fill(_ended, 1);
        _ended[0] = 0;
        while (!trajectory.Ended && trajectory.IsFinite && trajectory.Length < steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _process.Observe(_states, _observations, Width);
            SingleColumn.Load(_observations, observation);
            if (!source.TryChoose(trajectory.Length, observation, ref choices, action)) break;
            SingleColumn.Store(action, _actions);
            SingleColumn.Draw(ref environment, _stepDraws);
            _process.Step(_states, _actions, _stepDraws, _states, _rewards, _ended);
            SingleColumn.Load(_states, state);
            trajectory.Add(action, state, _rewards[0], _ended[0] > 0);
        }

        return trajectory;
    }
}
