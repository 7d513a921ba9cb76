using FedPG.Federation;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>b-RS-FedPG: bit-level softmax policies, rewards r − λ h, and the improvement operator on every bit's two outcomes.</summary>
internal static class BRSFedPG
{
    public static IFederatedAlgorithm Create(FederationSpecification specification)
    {
        var environments = specification.PhasedEnvironments;
        return new FedPolicyGradient(
            "b-rs-fedpg",
            specification,
            () => new BitSoftmaxPolicy(environments.States, environments.Actions, environments.Discount),
            specification.Entropy.Temperature,
            Improvement.For(specification, width: 2, BitSoftmaxPolicy.BitWeights(environments.Actions, environments.Discount)));
    }
}
