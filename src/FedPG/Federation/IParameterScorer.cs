using System.Collections.Immutable;

namespace FedPG.Federation;

/// <summary>Scores the parameters of rounds. Owns its buffers, so it is not thread-safe.</summary>
internal interface IParameterScorer
{
    /// <summary>The number of rounds to score together for the least time.</summary>
    int Capacity { get; }

    /// <summary>Scores rounds. Several together take less time than each alone and give the same bits.</summary>
    /// <param name="outcomes">The rounds.</param>
    /// <returns>Their scores, in the same order.</returns>
    ParameterScore[] Score(ReadOnlySpan<RoundOutcome> outcomes);
}

/// <summary>The score of a round's parameters, as in <see cref="RoundReport"/>.</summary>
/// <param name="Objective">J.</param>
/// <param name="Regularized">J plus the entropy bonus.</param>
/// <param name="Own">The mean over agents of the value of the agent's policy in its own environment.</param>
/// <param name="PerEnvironment">The value in each type, [types].</param>
/// <param name="Episodes">What the sampled trajectories were like; null if the score is exact.</param>
internal readonly record struct ParameterScore(
    double Objective, double Regularized, double Own, ImmutableArray<double> PerEnvironment, EpisodeReport? Episodes = null);
