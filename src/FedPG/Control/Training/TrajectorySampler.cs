using System.Numerics.Tensors;
using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Kernels.Columns;
using FedPG.Kernels.Linear;
using FedPG.Random;

namespace FedPG.Control.Training;

/// <summary>Samples trajectories of a policy. Owns its buffers, so it is not thread-safe.</summary>
internal sealed class TrajectorySampler
{
    private readonly ControlPolicy _policy;
    private readonly int _trajectories;
    private readonly UniformRows _random;
    private readonly AlignedArray<double> _states;
    private readonly AlignedArray<double> _actions;
    private readonly AlignedArray<double> _resetDraws;
    private readonly AlignedArray<double> _policyDraws;
    private readonly AlignedArray<double> _stepDraws;
    private readonly AlignedArray<double> _ended;
    private ControlProcess? _process;

    /// <summary>Allocates the buffers.</summary>
    /// <param name="shape">The sizes of the processes, which all types share.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="trajectories">The number of trajectories of the batches.</param>
    public TrajectorySampler(ControlShape shape, ControlPolicy policy, int trajectories)
    {
        int width = ControlProcess.WidthOf(trajectories);
        (_policy, _trajectories, _random) = (policy, trajectories, new UniformRows(width));
        (_states, _actions) = (new(shape.StateDimension * width), new(shape.ActionDimension * width));
        _ended = new(width);
        (_resetDraws, _stepDraws) = (new(shape.ResetDraws * width), new(shape.StepDraws * width));
        _policyDraws = new(policy.Shape.Draws * width);
    }

    /// <summary>1 for trajectories that have ended, else 0, [width].</summary>
    public ReadOnlySpan<double> Ended => _ended;

    /// <summary>Whether all variables of a trajectory's state are finite.</summary>
    public bool HasFiniteState(int trajectory)
    {
        for (int i = trajectory; i < _states.Length; i += _ended.Length)
        {
            if (!double.IsFinite(_states[i])) return false;
        }

        return true;
    }

    /// <summary>Draws the first states of new trajectories.</summary>
    /// <param name="process">The process.</param>
    /// <param name="random">Seeds the trajectories' streams.</param>
    public void Begin(ControlProcess process, ref Xoshiro256PlusPlus random)
    {
        _process = process;
        _random.Seed(ref random);
        _random.Fill(_resetDraws);
        process.Reset(_resetDraws, _states, _ended.Length);
        _ended.Span[.._trajectories].Clear();

        // Columns beyond the last trajectory take no steps.
        _ended.Span[_trajectories..].Fill(1);
    }

    /// <summary>Takes a step of every trajectory; false if all have ended.</summary>
    /// <param name="batch">The destination.</param>
    /// <param name="step">The place of the step in the batch.</param>
    public bool Step(TrajectoryBatch batch, int step)
    {
        if (IsOver()) return false;
        TensorPrimitives.Subtract(1, Ended, batch.Alive(step));
        _process!.Observe(_states, batch.Observations(step), batch.Width);
        _random.Fill(_policyDraws);
        _policy.Choose(
            batch.Observations(step), _policyDraws, batch.Choices(step), batch.Trace(step), batch.Ratings(step), batch.Width);
        _policy.Act(batch.Choices(step), _actions, batch.Width);
        _random.Fill(_stepDraws);
        _process.Step(_states, _actions, _stepDraws, _states, batch.Rewards(step), _ended);
        return true;
    }

    private bool IsOver()
    {
        foreach (double ended in Ended)
        {
            if (ended == 0) return false;
        }

        return true;
    }
}
