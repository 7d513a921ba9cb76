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
            environments.States * environments.Actions,
            CreatePolicy,
            () => new GradientStep(environments, CreatePolicy, specification.Local, specification.Entropy.Temperature),
            Improvement.For(specification, environments.Actions, weights: [1]));

        SoftmaxPolicy CreatePolicy() => new(environments.States, environments.Actions);
    }
}
