using System.Collections.Immutable;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>
/// A federated algorithm, independent of how its federation is executed: what a participant does with the broadcast, and what the server
/// does with the average. Thread-safe; its learners and policies are not, so each thread creates its own.
/// </summary>
public interface IFederatedAlgorithm
{
    /// <summary>The algorithm's name in experiment files.</summary>
    string Name { get; }

    /// <summary>The number of parameters that are broadcast and averaged.</summary>
    int ParameterCount { get; }

    /// <summary>The parameters before the first round, [<see cref="ParameterCount"/>].</summary>
    ImmutableArray<double> InitialParameters => [.. new double[ParameterCount]];

    /// <summary>The number of learners that the server asks: the M agents, or 1 for an algorithm without a federation.</summary>
    int Participants { get; }

    /// <summary>Whether participants are agents that a server asks: only then can they be late or missing.</summary>
    bool IsFederated => true;

    /// <summary>Environment steps (sampled transitions) in one participant's local training; 0 when nothing is sampled.</summary>
    long StepsPerTraining { get; }

    /// <summary>The number of policies that the parameters hold, one after the other: 1, or M for agents that share nothing.</summary>
    int Policies { get; }

    /// <summary>What a user should know about the settings, one line per notice.</summary>
    IReadOnlyList<string> Notices { get; }

    /// <summary>Creates a policy that reads (one part of) the parameters.</summary>
    Policy CreatePolicy();

    /// <summary>Creates a learner, which can train any participant.</summary>
    ILearner CreateLearner();

    /// <summary>The server's step after averaging, in place: θ_{r+1} = T_τ(θ̄).</summary>
    /// <param name="average">θ̄ on entry, θ_{r+1} on return.</param>
    MassMoved Improve(Span<double> average);
}
