using FedPG.Environments;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Tables;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>
/// Q-averaging (QAvg of Jin et al., AISTATS 2022): a local step is Q ← (1−α)Q + αT_cQ for all pairs at once, with the agent's own Bellman
/// operator T_c; the server averages Q, and the policy is greedy. With H = 1 and α = 1 it is value iteration on the mean kernel.
/// </summary>
internal sealed class QAvg(FederationSpecification specification) : IFederatedAlgorithm
{
    private readonly EnvironmentSet _environments = specification.PhasedEnvironments;
    private readonly EnvironmentSampler[] _samplers = EnvironmentSampler.ForTypes(specification.PhasedEnvironments);

    public string Name => "qavg";

    public int ParameterCount => _environments.States * _environments.Actions;

    public int Participants => specification.Agents;

    public long StepsPerTraining => specification.Local.Estimator == GradientEstimator.Sampled
        ? (long)specification.Local.Steps * specification.Local.Batch * _environments.ActionSets.Pairs
        : 0;

    public int Policies => 1;

    public IReadOnlyList<string> Notices => [];

    public static IFederatedAlgorithm Create(FederationSpecification specification)
    {
        Requirement.Ends(specification, "qavg");
        Requirement.Softmax(specification, "qavg", "whose policy is greedy");
        Requirement.NoInitialLogit(specification, "qavg");
        Requirement.Estimator(
            specification, "qavg", GradientEstimator.Exact, GradientEstimator.Expected, GradientEstimator.Sampled);
        return new QAvg(specification);
    }

    public Policy CreatePolicy() => new GreedyPolicy(_environments.ActionSets);

    public ILearner CreateLearner() => new SteppedLearner(specification, _samplers, new Step(specification, _environments));

    public MassMoved Improve(Span<double> average) => default;

    private sealed class Step(FederationSpecification specification, EnvironmentSet environments) : ILocalStep
    {
        private readonly bool _isSampled = specification.Local.Estimator == GradientEstimator.Sampled;
        private readonly double[] _best = new double[environments.States];
        private readonly double[] _next = new double[environments.ActionSets.Pairs];
        private readonly int[] _pairs = [.. Enumerable.Range(0, environments.ActionSets.Pairs).Select(environments.ActionSets.Pair)];
        private readonly int[] _states = new int[environments.ActionSets.Pairs];
        private readonly LaneWords _words = new(environments.ActionSets.Pairs);

        public void Apply(Span<TrainingAgent> agents, bool isFirst)
        {
            foreach (ref var agent in agents)
            {
                double[] q = agent.Parameters;
                BestValues(q);
                if (_isSampled) Sample(ref agent);
                else ComputeExpectation(agent.Environment.Process);
                Mix(agent.Environment.Process.Rewards, q);
            }
        }

        private void BestValues(ReadOnlySpan<double> q)
        {
            for (int s = 0; s < _best.Length; s++)
            {
                double best = q[s * environments.Actions];
                for (int a = 1; a < environments.ActionSets.Count(s); a++) best = Math.Max(best, q[s * environments.Actions + a]);
                _best[s] = best;
            }
        }

        /// <summary>The mean of max_a' Q(s',a') over B next states of every offered pair.</summary>
        private void Sample(ref TrainingAgent agent)
        {
            var generator = new LaneGenerator(agent.Draw());
            Array.Clear(_next);
            for (int b = 0; b < specification.Local.Batch; b++)
            {
                var bits = _words.Draw(ref generator);
                agent.Environment.DrawNext(_pairs, bits, _states);
                for (int i = 0; i < _next.Length; i++) _next[i] += _best[_states[i]];
            }

            for (int i = 0; i < _next.Length; i++) _next[i] /= specification.Local.Batch;
        }

        private void ComputeExpectation(MarkovDecisionProcess process)
        {
            for (int i = 0; i < _next.Length; i++) _next[i] = process.Kernel.Row(_pairs[i]).Expected(_best);
        }

        private void Mix(ReadOnlySpan<double> rewards, Span<double> q)
        {
            double alpha = specification.QLearning.StepSize;
            for (int i = 0; i < _pairs.Length; i++)
            {
                int pair = _pairs[i];
                q[pair] = (1 - alpha) * q[pair] + alpha * (rewards[pair] + environments.Discount * _next[i]);
            }
        }
    }
}
