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

    /// <summary>1 for trajectories of the last batch that have ended, else 0, [width].</summary>
    public ReadOnlySpan<double> Ended => _ended;

    /// <summary>Samples a batch from a stream.</summary>
    /// <param name="process">The process.</param>
    /// <param name="batch">The destination.</param>
    /// <param name="random">Seeds the trajectories' streams.</param>
    public void Sample(ControlProcess process, TrajectoryBatch batch, ref Xoshiro256PlusPlus random)
    {
        int width = batch.Width;
        _random.Seed(ref random);
        _random.Fill(_resetDraws);
        process.Reset(_resetDraws, _states, width);
        Array.Clear(_ended);
        batch.Steps = 0;
        while (batch.Steps < batch.Horizon && !IsOver(batch.Trajectories))
        {
            int t = batch.Steps++;
            var alive = batch.Alive(t);
            for (int j = 0; j < width; j++) alive[j] = 1 - _ended[j];
            process.Observe(_states, batch.Observations(t), width);
            _random.Fill(_policyDraws);
            _policy.Choose(batch.Observations(t), _policyDraws, batch.Choices(t), batch.Trace(t), batch.Ratings(t), width);
            _policy.Act(batch.Choices(t), _actions, width);
            _random.Fill(_stepDraws);
            process.Step(_states, _actions, _stepDraws, _states, batch.Rewards(t), _ended);
        }
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
