using System.Collections.Immutable;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>
/// A federated algorithm, apart from how its federation is executed: what a participant does with the broadcast, and what the
/// server does with the average. Safe for use by several threads; learners and policies are not and are created for each.
/// </summary>
public interface IFederatedAlgorithm
{
    /// <summary>Its name in experiment files.</summary>
    string Name { get; }

    /// <summary>How many numbers are broadcast and averaged.</summary>
    int ParameterCount { get; }

    /// <summary>The parameters before the first round, [<see cref="ParameterCount"/>].</summary>
    ImmutableArray<double> InitialParameters => [.. new double[ParameterCount]];

    /// <summary>How many learners the server asks: the M agents, or 1 for an algorithm that has no federation.</summary>
    int Participants { get; }

    /// <summary>Whether participants are agents that a server asks: only then can they be late or missing.</summary>
    bool IsFederated => true;

    /// <summary>Environment steps (sampled transitions) in one participant's local training; 0 when nothing is sampled.</summary>
    long StepsPerTraining { get; }

    /// <summary>
    /// How many policies the parameters hold, one after the other: 1, or M for agents that share nothing.
    /// </summary>
    int Policies { get; }

    /// <summary>What a user should know about this algorithm's settings, a line each.</summary>
    IReadOnlyList<string> Notices { get; }

    /// <summary>Creates a policy that reads (one part of) the parameters.</summary>
    Policy CreatePolicy();

    /// <summary>Creates a learner: its buffers serve any participant.</summary>
    ILearner CreateLearner();

    /// <summary>The server's step after averaging, in place: θ_{r+1} = T_τ(θ̄).</summary>
    /// <param name="average">θ̄ on entry, θ_{r+1} on return.</param>
    MassMoved Improve(Span<double> average);
}
