using FedPG.Control;
using FedPG.Environments;
using FedPG.Kernels.Bits;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>b-RS-FedPG: bit-level softmax policies, rewards r − λ h, and the improvement operator on every bit's two outcomes.</summary>
internal static class BRSFedPG
{
    public static IFederatedAlgorithm Create(FederationSpecification specification)
    {
        if (specification.Environments is ControlEnvironments control)
            return new FeaturePolicyGradient("b-rs-fedpg", specification, control);
        Requirement.Softmax(specification, "b-rs-fedpg", "whose policies are trees of bits");
        var environments = specification.PhasedEnvironments;
        var (local, temperature) = (specification.Local, specification.Entropy.Temperature);
        return new FedPolicyGradient(
            "b-rs-fedpg",
            specification,
            environments.States * new BitTree(environments.Actions).Nodes * 2,
            CreatePolicy,
            CreateStep,
            Improvement.For(specification, width: 2, sets: null, BitSoftmaxPolicy.BitWeights(environments.Actions, environments.Discount)));

        ILocalStep CreateStep() => environments.ActionSets.AreFull && TableLevels(environments, local) is var levels
            && levels < new BitTree(environments.Actions).Bits
            ? new BitWalkStep(environments, local, temperature, levels)
            : new GradientStep(specification, environments, CreatePolicy, temperature);

        DifferentiablePolicy CreatePolicy() => PolicyByActions.Of(
            environments.ActionSets, (states, actions) => new BitSoftmaxPolicy(states, actions, environments.Discount));
    }

    /// <summary>
    /// The number of tree levels that go into a table: as many as keep it from having more prefixes than there are visits. It depends only
    /// on the settings and sizes, never on the machine.
    /// </summary>
    private static int TableLevels(EnvironmentSet environments, LocalOptions local)
    {
        int bits = new BitTree(environments.Actions).Bits, levels = 0;
        if (local.Estimator != GradientEstimator.Sampled) return bits;
        while (levels < bits && ((long)environments.States << (levels + 1)) <= (long)local.Batch * local.Horizon) levels++;
        return levels;
    }
}
