using System.Collections.Immutable;
using FedPG.Control.Policies;
using FedPG.Policies;
using FedPG.Server;

namespace FedPG.Algorithms;

/// <summary>
/// A federated algorithm, independent of how its federation is executed: what a participant does with the broadcast, and what the server
/// does with the average. Thread-safe; its learners and policies are not, so each thread creates its own.
/// </summary>
public interface IFederatedAlgorithm
{
    /// <summary>The algorithm's name in experiment files.</summary>
    string Name { get; }

    /// <summary>The length of θ: the number of parameters that are scored, and by default those that are broadcast and averaged.</summary>
    int ParameterCount { get; }

    /// <summary>The parameters before the first round, [<see cref="ParameterCount"/>].</summary>
    ImmutableArray<double> InitialParameters => [.. new double[ParameterCount]];

    /// <summary>The number of learners that the server asks: the M agents, or 1 for an algorithm without a federation.</summary>
    int Participants { get; }

    /// <summary>Whether participants are agents that a server asks: only then can they be late or missing.</summary>
    bool IsFederated => true;

    /// <summary>
    /// The sampling budget of one participant's local training in environment steps, such as H · B · T; 0 when nothing is sampled. Where
    /// trajectories can end early, fewer steps are taken.
    /// </summary>
    long StepsPerTraining { get; }

    /// <summary>The number of policies that the parameters hold, one after the other: 1, or M for agents that share nothing.</summary>
    int Policies { get; }

    /// <summary>What a user should know about the settings, one line per notice.</summary>
    IReadOnlyList<string> Notices { get; }

    /// <summary>What a user should know about the result of a run, one line per notice.</summary>
    /// <param name="parameters">θ after the last round.</param>
    IReadOnlyList<string> NoticesOn(ReadOnlySpan<double> parameters) => [];

    /// <summary>Creates a policy that reads (one part of) the parameters.</summary>
    /// <exception cref="NotSupportedException">The policy is one over features, which has no table.</exception>
    Policy CreatePolicy();

    /// <summary>
    /// Creates policies over features that read (one part of) the parameters; null for tables. An algorithm of another assembly has those
    /// of a built-in one by deriving from <see cref="DelegatingAlgorithm"/>.
    /// </summary>
    internal ControlPolicies? FeaturePolicies => null;

    /// <summary>Creates a learner, which can train any participant.</summary>
    ILearner CreateLearner();

    /// <summary>The server's improvement operator, in place: θ_{r+1} = T_τ(θ̄). By default the identity.</summary>
    /// <param name="average">θ̄ on entry, θ_{r+1} on return.</param>
    MassMoved Improve(Span<double> average) => default;

    // The members below are for algorithms that remember something, or send more than θ.

    /// <summary>The number of exchanges in a round, each a broadcast and the aggregate of its answers.</summary>
    int Phases => 1;

    /// <summary>The phase with which a round begins, from 0: a phase that only some rounds need comes first.</summary>
    /// <param name="round">The round, with the server's state.</param>
    int FirstPhase(ServerRound round) => 0;

    /// <summary>The length of the longest broadcast.</summary>
    int BroadcastLength => ParameterCount;

    /// <summary>The length of an update. In the last phase it begins with θ^c.</summary>
    int UpdateLength => ParameterCount;

    /// <summary>The length of the state that an agent keeps between the rounds in which its update counts; 0: none.</summary>
    int AgentStateLength => 0;

    /// <summary>The broadcast of a phase, which begins with θ_r. By default θ_r alone.</summary>
    /// <param name="round">The round, with the server's state.</param>
    ImmutableArray<double> Broadcast(ServerRound round) => round.Parameters;

    /// <summary>
    /// The server's step at the end of a phase: sets <see cref="ServerRound.State"/> and, in the last phase, turns the aggregate into θ̄,
    /// from which <see cref="Improve"/> makes θ_{r+1}. By default θ̄ is the aggregate.
    /// </summary>
    /// <param name="aggregate">
    /// The aggregate of the phase's updates, [<see cref="UpdateLength"/>]; the last phase leaves θ̄ in its first
    /// <see cref="ParameterCount"/> numbers.
    /// </param>
    /// <param name="round">The round, with the server's state.</param>
    void Step(Span<double> aggregate, ServerRound round)
    {
    }
}
