namespace FedPG.Options;

/// <summary>The names of the families of policies over features, for <c>policy.family</c>.</summary>
public static class ControlPolicyFamily
{
    /// <summary>Bits with b-rs-fedpg, else a softmax over the levels of each action dimension.</summary>
    public const string Softmax = "softmax";

    /// <summary>Normal distributions with linear means.</summary>
    public const string Gaussian = "gaussian";

    /// <summary>A softmax over levels whose logits follow their order (arXiv 1901.10500).</summary>
    public const string Ordinal = "ordinal";

    /// <summary>One softmax over all actions.</summary>
    public const string Flat = "flat";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Softmax, Gaussian, Ordinal, Flat];
}
