using FedPG.Control;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>RS-FedPG: rewards r − λ log π, and the improvement operator on every state's actions.</summary>
internal static class RSFedPG
{
    public static IFederatedAlgorithm Create(FederationSpecification specification)
    {
        if (specification.Environments is ControlEnvironments control)
            return new FeaturePolicyGradient("rs-fedpg", specification, control);
        var environments = specification.PhasedEnvironments;
        var improvement = Improvement.For(specification, environments.Actions, environments.ActionSets, weights: [1]);
        if (improvement != Improvement.None && specification.Policy.Family != PolicyFamily.Softmax)
        {
            throw new SpecificationException(
                "entropy.threshold",
                specification.Entropy.Threshold.ToString(),
                $"none with policy.family = {specification.Policy.Family}: the operator raises probabilities of softmax");
        }

        return new FedPolicyGradient(
            "rs-fedpg",
            specification,
            specification.CreatePolicy().ParameterCount,
            specification.CreatePolicy,
            () => VisitedRowsStep.For(specification, specification.Entropy.Temperature),
            improvement);
    }
}
