using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>
/// Federated natural policy gradient for softmax policies: a local step is θ ← θ + η A^π/(1−γ), where A^π is the advantage in the agent's
/// own environment, and the server averages the logits. This is SoftPAvg of Jin et al. (AISTATS 2022).
/// </summary>
internal static class FedNpg
{
    private const string Name = "fednpg";

    public static IFederatedAlgorithm Create(FederationSpecification specification)
    {
        Requirement.Softmax(specification, Name, "whose natural gradient is that of softmax");
        var environments = specification.PhasedEnvironments;
        Requirement.Estimator(specification, Name, PolicyValues.Names);
        return new FedPolicyGradient(
            Name,
            specification,
            environments.States * environments.Actions,
            () => Policy(environments),
            CreateStep,
            Improvement.None);

        Step CreateStep()
        {
            // Without a discount the factor 1/(1 − γ) has no value; the step size alone counts.
            double scale = specification.Local.StepSize / (environments.Discount < 1 ? 1 - environments.Discount : 1);
            return new Step(environments, scale, PolicyValues.Create(environments, specification.Local));
        }
    }

    private static DifferentiablePolicy Policy(EnvironmentSet environments) =>
        PolicyByActions.Of(environments.ActionSets, (states, actions) => new SoftmaxPolicy(states, actions));

    private sealed class Step(EnvironmentSet environments, double scale, IPolicyValues values) : ILocalStep
    {
        private readonly DifferentiablePolicy _policy = Policy(environments);
        private readonly double[] _actionValues = new double[environments.States * environments.Actions];

        public void Apply(Span<TrainingAgent> agents, bool isFirst)
        {
            foreach (ref var agent in agents)
            {
                _policy.SetProbabilities(agent.Parameters);
                values.ActionValues(agent.Environment, _policy.Probabilities, agent.Draw(), _actionValues);
                Ascend(agent.Parameters);
            }
        }

        /// <summary>A(s,a) = Q(s,a) − Σ_a' π(a'|s) Q(s,a').</summary>
        private void Ascend(Span<double> parameters)
        {
            for (int s = 0; s < environments.States; s++)
            {
                double value = 0;
                int row = s * environments.Actions, actions = environments.ActionSets.Count(s);
                for (int i = row; i < row + actions; i++) value += _policy.Probabilities[i] * _actionValues[i];
                for (int i = row; i < row + actions; i++) parameters[i] += scale * (_actionValues[i] - value);
            }
        }
    }
}
