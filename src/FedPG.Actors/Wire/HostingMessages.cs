using System.Collections.Immutable;
using FedPG.Actors.Protocol;
using FedPG.Actors.Training;
using FedPG.Algorithms;

namespace FedPG.Actors.Wire;

/// <summary>Proxy to node: a run begins; create its actors.</summary>
/// <param name="Run">The run.</param>
/// <param name="Node">The node's number in the run.</param>
/// <param name="Specification">
/// What to train, with <see cref="UnbuiltEnvironments"/> if the states are continuous. Each round's assignment has the agents that take
/// part.
/// </param>
/// <param name="Watchdog">As in <see cref="FederationPlan.Watchdog"/>.</param>
internal sealed record HostRun(RunId Run, int Node, FederationSpecification Specification, TimeSpan? Watchdog)
{
    /// <summary>The options of extensions as text: only a catalogue has their types.</summary>
    public ImmutableArray<ExtensionText> Extensions { get; init; } = [];
}

/// <summary>Node to proxy: the actors of a run exist; the sender is the endpoint for all further messages.</summary>
internal sealed record RunHosted(RunId Run);

/// <summary>Node to proxy: the node cannot take part in a run.</summary>
internal sealed record RunRefused(RunId Run, string Reason);

/// <summary>Proxy to node: a run has ended.</summary>
internal sealed record EndRun(RunId Run);
