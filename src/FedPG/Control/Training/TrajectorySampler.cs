using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Random;

namespace FedPG.Control.Training;

/// <summary>Samples trajectories of a policy. Owns its buffers, so it is not thread-safe.</summary>
internal sealed class TrajectorySampler
{
    private readonly ControlPolicy _policy;
    private readonly UniformRows _random;
    private readonly double[] _states;
    private readonly double[] _actions;
    private readonly double[] _resetDraws;
    private readonly double[] _policyDraws;
    private readonly double[] _stepDraws;
    private readonly double[] _ended;
    private ControlProcess? _process;

    /// <summary>Allocates the buffers.</summary>
    /// <param name="shape">The sizes of the processes, which all types share.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="width">The width of the batches.</param>
    public TrajectorySampler(ControlShape shape, ControlPolicy policy, int width)
    {
        (_policy, _random) = (policy, new UniformRows(width));
        (_states, _actions) = (new double[shape.StateDimension * width], new double[shape.ActionDimension * width]);
        _ended = new double[width];
        (_resetDraws, _stepDraws) = (new double[shape.ResetDraws * width], new double[shape.StepDraws * width]);
        _policyDraws = new double[policy.Shape.Draws * width];
    }

    /// <summary>1 for trajectories that have ended, else 0, [width].</summary>
    public ReadOnlySpan<double> Ended => _ended;

    /// <summary>Draws the first states of new trajectories.</summary>
    /// <param name="process">The process.</param>
    /// <param name="random">Seeds the trajectories' streams.</param>
    public void Begin(ControlProcess process, ref Xoshiro256PlusPlus random)
    {
        _process = process;
        _random.Seed(ref random);
        _random.Fill(_resetDraws);
        process.Reset(_resetDraws, _states, _ended.Length);
        Array.Clear(_ended);
    }

    /// <summary>Takes a step of every trajectory; false if all have ended.</summary>
    /// <param name="batch">The destination.</param>
    /// <param name="step">The place of the step in the batch.</param>
    public bool Step(TrajectoryBatch batch, int step)
    {
        if (IsOver(batch.Trajectories)) return false;
        var alive = batch.Alive(step);
        for (int j = 0; j < alive.Length; j++) alive[j] = 1 - _ended[j];
        _process!.Observe(_states, batch.Observations(step), batch.Width);
        _random.Fill(_policyDraws);
        _policy.Choose(
            batch.Observations(step), _policyDraws, batch.Choices(step), batch.Trace(step), batch.Ratings(step), batch.Width);
        _policy.Act(batch.Choices(step), _actions, batch.Width);
        _random.Fill(_stepDraws);
        _process.Step(_states, _actions, _stepDraws, _states, batch.Rewards(step), _ended);
        return true;
    }

    private bool IsOver(int trajectories)
    {
        for (int j = 0; j < trajectories; j++)
        {
            if (_ended[j] == 0) return false;
        }

        return true;
    }
}
