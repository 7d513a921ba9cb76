using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>b-RS-FedPG: bit-level softmax policies, rewards r − λ h, and the improvement operator on every bit's two outcomes.</summary>
internal static class BRSFedPG
{
    public static IFederatedAlgorithm Create(FederationSpecification specification)
    {
        var environments = specification.PhasedEnvironments;
        var (local, temperature) = (specification.Local, specification.Entropy.Temperature);
        return new FedPolicyGradient(
            "b-rs-fedpg",
            specification,
            environments.States * new BitTree(environments.Actions).Nodes * 2,
            CreatePolicy,
            () => VisitsLittle(environments, local) ? new BitWalkStep(environments, local, temperature) : new GradientStep(environments, CreatePolicy(), local, temperature),
            Improvement.For(specification, width: 2, BitSoftmaxPolicy.BitWeights(environments.Actions, environments.Discount)));

        BitSoftmaxPolicy CreatePolicy() => new(environments.States, environments.Actions, environments.Discount);
    }

    /// <summary>
    /// Whether walking is less work than all nodes: one in whose table nobody looks costs about four on a way. It depends on the settings and sizes alone,
    /// never on the machine.
    /// </summary>
    private static bool VisitsLittle(EnvironmentSet environments, LocalOptions local)
    {
        var tree = new BitTree(environments.Actions);
        return local.Estimator == GradientEstimator.Sampled && 4L * environments.States * tree.Nodes > (long)local.Batch * local.Horizon * tree.Bits;
    }
}
