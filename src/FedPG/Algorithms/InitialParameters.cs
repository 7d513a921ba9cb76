using System.Collections.Immutable;

namespace FedPG.Algorithms;

/// <summary>θ_0: zeros, the uniform policy, unless an initial logit is set.</summary>
internal static class InitialParameters
{
    /// <summary>
    /// The initial parameters of one policy: in every state the first logit (softmax: of the first action; bits: of a first bit of 0) is
    /// the initial logit.
    /// </summary>
    /// <param name="specification">The run.</param>
    /// <param name="count">The number of the policy's parameters.</param>
    public static ImmutableArray<double> Of(FederationSpecification specification, int count)
    {
        var parameters = new double[count];
        int row = count / (specification.FiniteEnvironments.States * specification.Policy.Period);
        for (int first = 0; first < count; first += row) parameters[first] = specification.Policy.InitialLogit;
        return [.. parameters];
    }
}
