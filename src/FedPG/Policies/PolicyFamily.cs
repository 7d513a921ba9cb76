namespace FedPG.Policies;

/// <summary>The names of the built-in families of policies, for <c>policy.family</c>.</summary>
public static class PolicyFamily
{
    /// <summary>π(a|s) ∝ exp θ(s,a).</summary>
    public const string Softmax = "softmax";

    /// <summary>The family of the Tsallis entropy (arXiv 2601.12604), of which softmax is a limit.</summary>
    public const string Tsallis = "tsallis";
}
