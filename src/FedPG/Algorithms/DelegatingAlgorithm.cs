using System.Collections.Immutable;
using FedPG.Control.Policies;
using FedPG.Policies;
using FedPG.Server;

namespace FedPG.Algorithms;

/// <summary>An algorithm that passes every member on to another one; derived classes change some of them.</summary>
/// <param name="inner">The other algorithm.</param>
public abstract class DelegatingAlgorithm(IFederatedAlgorithm inner) : IFederatedAlgorithm
{
    /// <summary>The other algorithm.</summary>
    protected IFederatedAlgorithm Inner { get; } = inner;

    /// <inheritdoc/>
    public virtual string Name => Inner.Name;

    /// <inheritdoc/>
    public virtual int ParameterCount => Inner.ParameterCount;

    /// <inheritdoc/>
    public virtual ImmutableArray<double> InitialParameters => Inner.InitialParameters;

    /// <inheritdoc/>
    public virtual int Participants => Inner.Participants;

    /// <inheritdoc/>
    public virtual bool IsFederated => Inner.IsFederated;

    /// <inheritdoc/>
    public virtual long StepsPerTraining => Inner.StepsPerTraining;

    /// <inheritdoc/>
    public virtual int Policies => Inner.Policies;

    /// <inheritdoc/>
    public virtual IReadOnlyList<string> Notices => Inner.Notices;

    /// <inheritdoc/>
    public virtual int Phases => Inner.Phases;

    /// <inheritdoc/>
    public virtual int BroadcastLength => Inner.BroadcastLength;

    /// <inheritdoc/>
    public virtual int UpdateLength => Inner.UpdateLength;

    /// <inheritdoc/>
    public virtual int AgentStateLength => Inner.AgentStateLength;

    /// <inheritdoc/>
    public virtual IReadOnlyList<string> NoticesOn(ReadOnlySpan<double> parameters) => Inner.NoticesOn(parameters);

    /// <inheritdoc/>
    public virtual Policy CreatePolicy() => Inner.CreatePolicy();

    /// <inheritdoc/>
    ControlPolicies? IFederatedAlgorithm.FeaturePolicies => Inner.FeaturePolicies;

    /// <inheritdoc/>
    public virtual ILearner CreateLearner() => Inner.CreateLearner();

    /// <inheritdoc/>
    public virtual int FirstPhase(ServerRound round) => Inner.FirstPhase(round);

    /// <inheritdoc/>
    public virtual ImmutableArray<double> Broadcast(ServerRound round) => Inner.Broadcast(round);

    /// <inheritdoc/>
    public virtual void Step(Span<double> aggregate, ServerRound round) => Inner.Step(aggregate, round);

    /// <inheritdoc/>
    public virtual MassMoved Improve(Span<double> average) => Inner.Improve(average);
}
