using FedPG.Control;

namespace FedPG.Algorithms;

/// <summary>
/// S-FedPG: no regularisation; the server's step is the identity. The rounds around the local steps, Algorithm 1, are
/// <see cref="Federation.SequentialFederation"/>.
/// </summary>
internal static class SFedPG
{
    public static IFederatedAlgorithm Create(FederationSpecification specification)
    {
        if (specification.Environments is ControlEnvironments control)
            return new FeaturePolicyGradient("s-fedpg", specification, control);
        return new FedPolicyGradient(
            "s-fedpg",
            specification,
            specification.CreatePolicy().ParameterCount,
            specification.CreatePolicy,
            () => VisitedRowsStep.For(specification, temperature: 0),
            Improvement.None);
    }
}
