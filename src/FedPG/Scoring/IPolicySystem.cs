using FedPG.Environments;

namespace FedPG.Scoring;

/// <summary>The linear system I − γP_π of a policy in an environment.</summary>
internal interface IPolicySystem
{
    /// <summary>Loads a policy.</summary>
    /// <param name="process">The environment.</param>
    /// <param name="policy">π, flat [S][A].</param>
    void Load(MarkovDecisionProcess process, ReadOnlySpan<double> policy);

    /// <summary>Replaces the policy's expected rewards by their values, [S].</summary>
    void Values(Span<double> values);

    /// <summary>The same to full precision.</summary>
    /// <param name="expectedRewards">The expected rewards, [S].</param>
    /// <param name="guess">Values that an iteration begins with, [S], or nothing; the bound holds whatever they are.</param>
    /// <param name="values">The destination, [S].</param>
    /// <returns>A bound on the error, relative to the largest value, that rounding does not explain.</returns>
    double RefinedValues(ReadOnlySpan<double> expectedRewards, ReadOnlySpan<double> guess, Span<double> values);

    /// <summary>Discounted visits from a distribution of the first state, [S].</summary>
    void Visits(ReadOnlySpan<double> initialDistribution, Span<double> visits);
}
