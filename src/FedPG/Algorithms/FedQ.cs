using FedPG.Environments;
using FedPG.Kernels.Tables;
using FedPG.Numerics;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Random;

namespace FedPG.Algorithms;

/// <summary>
/// FedQ: federated Q-learning with a generative model, the baseline of arXiv 2505.23459. A local step draws B pairs (s,a) uniformly,
/// averages T̂Q(s,a) = r + γ max_a' Q(s',a') per pair and mixes it into Q; the server averages Q, and the policy is greedy.
/// </summary>
internal sealed class FedQ(FederationSpecification specification) : IFederatedAlgorithm
{
    private readonly EnvironmentSet _environments = specification.PhasedEnvironments;
    private readonly EnvironmentSampler[] _samplers = EnvironmentSampler.ForTypes(specification.PhasedEnvironments);

    public string Name => "fedq";

    public int ParameterCount => _environments.States * _environments.Actions;

    public int Participants => specification.Agents;

    public long StepsPerTraining => specification.Local.Estimator == GradientEstimator.Sampled
        ? (long)specification.Local.Steps * specification.Local.Batch
        : 0;

    public int Policies => 1;

    public IReadOnlyList<string> Notices => [];

    public static IFederatedAlgorithm Create(FederationSpecification specification)
    {
        Requirement.Ends(specification, "fedq");
        Requirement.Softmax(specification, "fedq", "whose policy is greedy");
        Requirement.NoInitialLogit(specification, "fedq");
        Requirement.Estimator(specification, "fedq", GradientEstimator.Expected, GradientEstimator.Sampled);
        return new FedQ(specification);
    }

    public Policy CreatePolicy() => new GreedyPolicy(_environments.ActionSets);

    public ILearner CreateLearner() => new Learner(specification, _environments, _samplers);

    public MassMoved Improve(Span<double> average) => default;

    private sealed class Learner(FederationSpecification specification, EnvironmentSet environments, EnvironmentSampler[] samplers)
        : ILearner
    {
        private readonly ActionSets _offered = environments.ActionSets;
        private readonly double[] _best = new double[environments.States];
        private readonly double[] _targets = new double[environments.States * environments.Actions];
        private readonly double[] _draws = new double[environments.States * environments.Actions];

        public void Train(in TrainingBatch batch)
        {
            for (int i = 0; i < batch.Tasks.Length; i++) Train(batch.Tasks[i], batch.Broadcast, batch.Updates[i]);
        }

        private void Train(LocalTask task, ReadOnlySpan<double> broadcast, double[] update)
        {
            var environment = samplers[environments.TypeOf(task.Agent, specification.Agents)];
            var random = RandomStreams.For(StreamPurpose.Training, (ulong)task.Seed, task.Round, task.Agent);
            broadcast.CopyTo(update);
            for (int h = 0; h < specification.Local.Steps; h++)
            {
                BestValues(update);
                if (specification.Local.Estimator == GradientEstimator.Sampled) Sample(environment, ref random);
                else ComputeExpectation(environment.Process);
                Mix(update);
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

        /// <summary>Sums the targets and counts the draws of each pair.</summary>
        private void Sample(EnvironmentSampler environment, ref Xoshiro256PlusPlus random)
        {
            Array.Clear(_targets);
            Array.Clear(_draws);
            var rewards = environment.Process.Rewards;
            for (int b = 0; b < specification.Local.Batch; b++)
            {
                ulong bits = random.NextUInt64();
                int pair = _offered.Pair((int)((bits >> 32) * (ulong)_offered.Pairs >> 32));
                int next = environment.DrawNext(pair, (uint)bits);
                _targets[pair] += rewards[pair] + environments.Discount * _best[next];
                _draws[pair]++;
            }

            for (int i = 0; i < _draws.Length; i++)
            {
                if (_draws[i] == 0) continue;
                _targets[i] /= _draws[i];
                _draws[i] = 1;
            }
        }

        /// <summary>
        /// The expectation of <see cref="Sample"/>: the exact targets, and the probability 1 − (1 − 1/n)^B of being drawn,
        /// where n is the number of pairs that states offer: SA if all offer all actions.
        /// </summary>
        private void ComputeExpectation(MarkovDecisionProcess process)
        {
            double drawn = 1 - Elementary.Pow(1 - 1.0 / _offered.Pairs, specification.Local.Batch);
            for (int n = 0; n < _offered.Pairs; n++)
            {
                int i = _offered.Pair(n);
                double value = process.Rewards[i];
                var row = process.Kernel.Row(i);
                for (int k = 0; k < row.Length; k++) value += environments.Discount * row.Probabilities[k] * _best[row.States[k]];
                (_targets[i], _draws[i]) = (value * drawn, drawn);
            }
        }

        /// <summary>Q ← (1−α)Q + αT̂Q for the drawn pairs; as published, the others have target 0 and change too.</summary>
        private void Mix(Span<double> q)
        {
            double alpha = specification.QLearning.StepSize;
            bool corrected = specification.QLearning.Update == QLearningUpdate.Corrected;
            for (int n = 0; n < _offered.Pairs; n++)
            {
                int i = _offered.Pair(n);
                double share = corrected ? alpha * _draws[i] : alpha;
                q[i] = (1 - share) * q[i] + alpha * _targets[i];
            }
        }
    }
}
