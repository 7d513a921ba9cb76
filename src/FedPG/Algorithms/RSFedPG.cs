using FedPG.Federation;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>RS-FedPG: softmax policies, rewards r − λ log π, and the improvement operator on every state's actions.</summary>
internal static class RSFedPG
{
    public static IFederatedAlgorithm Create(FederationSpecification specification)
    {
        var environments = specification.PhasedEnvironments;
        return new FedPolicyGradient(
            "rs-fedpg",
            specification,
            () => new SoftmaxPolicy(environments.States, environments.Actions),
            specification.Entropy.Temperature,
            Improvement.For(specification, environments.Actions, weights: [1]));
    }
}
