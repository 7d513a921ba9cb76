using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>S-FedPG: softmax policies, no regularisation; the server's step is the identity.</summary>
internal static class SFedPG
{
    public static IFederatedAlgorithm Create(FederationSpecification specification)
    {
        var environments = specification.PhasedEnvironments;
        return new FedPolicyGradient(
            "s-fedpg",
            specification,
            environments.States * environments.Actions,
            CreatePolicy,
            () => new GradientStep(environments, CreatePolicy, specification.Local, temperature: 0),
            Improvement.None);

        SoftmaxPolicy CreatePolicy() => new(environments.States, environments.Actions);
    }
}
