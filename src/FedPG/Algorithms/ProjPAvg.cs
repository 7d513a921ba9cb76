using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Kernels.Linear;
using FedPG.Kernels.Tables;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>
/// Projected policy averaging (Jin et al., AISTATS 2022): the parameters are the probabilities themselves. A local step is
/// π ← Π(π + η d^π Q^π/(1−γ)), where Π projects every row on the simplex, and the server averages the policies.
/// </summary>
internal sealed class ProjPAvg(FederationSpecification specification) : IFederatedAlgorithm
{
    private readonly EnvironmentSet _environments = specification.PhasedEnvironments;
    private readonly EnvironmentSampler[] _samplers = EnvironmentSampler.ForTypes(specification.PhasedEnvironments);

    public string Name => "proj-pavg";

    public int ParameterCount => _environments.States * _environments.Actions;

    public ImmutableArray<double> InitialParameters
    {
        get
        {
            var policy = PolicyByActions.Of(_environments.ActionSets, (states, actions) => new SoftmaxPolicy(states, actions));
            policy.SetParameters(Algorithms.InitialParameters.Of(specification, ParameterCount).AsSpan());
            return [.. policy.Probabilities];
        }
    }

    public int Participants => specification.Agents;

    public long StepsPerTraining => specification.SampledStepsPerTraining;

    public int Policies => 1;

    public IReadOnlyList<string> Notices => [];

    public static IFederatedAlgorithm Create(FederationSpecification specification)
    {
        Requirement.Ends(specification, "proj-pavg");
        Requirement.Softmax(specification, "proj-pavg", "whose parameters are the probabilities themselves");
        Requirement.Estimator(specification, "proj-pavg", PolicyValues.Names);
        return new ProjPAvg(specification);
    }

    public Policy CreatePolicy() => new FixedPolicy(_environments.States, _environments.Actions);

    public ILearner CreateLearner()
    {
        var values = PolicyValues.Create(_environments, specification.Local);
        return new SteppedLearner(specification, _samplers, new Step(_environments, specification.Local.StepSize, values));
    }

    /// <summary>A mean of policies is one; the result of another aggregation is projected.</summary>
    public MassMoved Improve(Span<double> average)
    {
        OfferedSimplex.Repair(average, _environments.ActionSets);
        return default;
    }

    private sealed class Step(EnvironmentSet environments, double stepSize, IPolicyValues values) : ILocalStep
    {
        private readonly OfferedSimplex _simplex = new(environments.ActionSets);
        private readonly double[] _gradient = new double[environments.States * environments.Actions];

        public void Apply(Span<TrainingAgent> agents, bool isFirst)
        {
            foreach (ref var agent in agents)
            {
                values.VisitedActionValues(agent.Environment, agent.Parameters, agent.Draw(), _gradient);
                ScaledSum.Add(agent.Parameters, _gradient, stepSize);
                _simplex.Project(agent.Parameters);
            }
        }
    }
}
