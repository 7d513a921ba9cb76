using FedPG.Environments;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Tables;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>
/// A local step of S- or RS-FedPG in a world with more states than the step's trajectories can visit: policy, credit and gradient are
/// computed in visited states only. The time does not grow with the number of states; the bits are those of <see cref="GradientStep"/>.
/// </summary>
/// <remarks>Random bits are used in the order of <see cref="RollOut"/>.</remarks>
internal sealed class VisitedRowsStep : ILocalStep
{
    private const int Lanes = 16;

    private readonly LocalOptions _local;
    private readonly int _actions;
    private readonly VisitedPolicy _policy;
    private readonly LaneWords _startWords;
    private readonly LaneWords _words = new(Lanes, times: 2);
    private readonly int[] _states;
    private readonly int[] _pairs;
    private readonly double[] _weights;

    // 0 between steps.
    private readonly double[] _credit;

    private VisitedRowsStep(EnvironmentSet environments, LocalOptions local, double temperature)
    {
        (_local, _actions) = (local, environments.Actions);
        _policy = new VisitedPolicy(environments.States, environments.Actions, temperature);
        (_startWords, _states, _pairs) = (new LaneWords(local.Batch), new int[local.Batch], new int[local.Batch * local.Horizon]);
        _weights = CreditSums.Weights(environments.Discount, local.Horizon, local.Batch);
        _credit = new double[environments.States * environments.Actions];
    }

    /// <summary>The step that suits a run: this one or a <see cref="GradientStep"/>.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="temperature">λ.</param>
    public static ILocalStep For(FederationSpecification specification, double temperature)
    {
        var (environments, local) = (specification.PhasedEnvironments, specification.Local);
        bool isSuited = local.Estimator == GradientEstimator.Sampled
            && specification.Policy.Family == PolicyFamily.Softmax
            && environments.ActionSets.AreFull
            && (long)local.Batch * local.Horizon <= environments.States
            && !LaneTables.Fits(environments.States, environments.Actions);
        return isSuited
            ? new VisitedRowsStep(environments, local, temperature)
            : new GradientStep(specification, environments, specification.CreatePolicy, temperature);
    }

    public void Apply(Span<TrainingAgent> agents, bool isFirst)
    {
        foreach (ref var agent in agents)
        {
            if (isFirst) _policy.Clear();
            RollOut(ref agent);
            var rewards = agent.Environment.Process.Rewards;
            CreditSums.Add(_pairs, _local.Batch, _weights, _policy.Rewards(rewards), _credit);
            foreach (int pair in _pairs) _policy.Ascend(pair / _actions, _credit, _local.StepSize, agent.Parameters);
        }
    }

    private void RollOut(ref TrainingAgent agent)
    {
        var (environment, parameters) = (agent.Environment, agent.Parameters);
        var rewards = environment.Process.Rewards;
        var generator = new LaneGenerator(agent.Draw());
        var starts = _startWords.Draw(ref generator);
        for (int b = 0; b < _states.Length; b++) _states[b] = environment.Start.Draw(0, starts[b]);
        for (int move = 0, b = 0; move < _pairs.Length; move++, b = b + 1 == _states.Length ? 0 : b + 1)
        {
            if (move % Lanes == 0) _words.Draw(ref generator);
            int state = _states[b], action = _policy.Draw(state, _words.At(0)[move % Lanes], parameters, rewards);
            int pair = _pairs[move] = state * _actions + action;
            _states[b] = environment.DrawNext(pair, _words.At(1)[move % Lanes]);
        }
    }
}
