namespace FedPG.Options;

/// <summary>The policies of <c>policy.family = tsallis</c> (arXiv 2601.12604).</summary>
public sealed record TsallisOptions
{
    /// <summary>α: the order. 1 is softmax; the smaller α, the heavier the tails.</summary>
    [Fraction] public double Alpha { get; init; } = 0.5;
}
