using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Options;

namespace FedPG.Control.Exact;

/// <summary>
/// Where the objective of a policy has a formula: servos whose dimensions have a policy each, and bandits. Linear-quadratic systems have
/// none: their formulas hold for actions that are neither rounded nor clipped to the box. Binary chains have one for probabilities that are
/// linear in the state, where a policy's are logistic.
/// </summary>
internal static class ExactScores
{
    /// <summary>With more, trajectories take less time: a softmax computes all levels for the probability of one.</summary>
    private const int MostBits = 8;

    /// <summary>The formula; null if there is none for such policies.</summary>
    /// <param name="environments">The environments.</param>
    /// <param name="policies">Creates the policies.</param>
    public static IExactScore? Of(ControlEnvironments environments, ControlPolicies policies)
    {
        bool hasLevels = policies.Options.Family != ControlPolicyFamily.Gaussian && policies.Options.Bits <= MostBits;
        if (!hasLevels || !policies.AreSeparate) return null;
        return environments.Types[0] switch
        {
            LaneProcess<ProductServo> => new ServoScore(environments, policies),
            LaneProcess<BitBandit> => new BanditScore(environments, policies),
            _ => null,
        };
    }
}
