using System.Collections.Immutable;
using Akka.Actor;
using Akka.Dispatch;
using FedPG.Actors.Dispatch;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;

namespace FedPG.Actors.Edges;

/// <summary>The agents of an edge that one compute thread is asked for, in agent order, and the arrays that it gets back.</summary>
internal sealed class Crew(FederationPlan plan)
{
    public List<CrewMember> Agents { get; } = [];

    public List<ImmutableArray<double>> Buffers { get; } = [];

    public bool IsEmpty => Agents.Count == 0 && Buffers.Count == 0;

    public void Clear()
    {
        Agents.Clear();
        Buffers.Clear();
    }

    /// <summary>What asks them, on the thread that it is run on.</summary>
    /// <param name="edge">Who asks.</param>
    /// <param name="request">What.</param>
    /// <param name="beginsWithLast">Whether the last of them is trained first.</param>
    public IRunnable Call(IActorRef edge, TrainingRequest request, bool beginsWithLast) => new CrewCall(this, edge, request, beginsWithLast);

    private void Ask(IActorRef edge, TrainingRequest request, bool beginsWithLast)
    {
        if (Buffers.Count > 0)
        {
            var buffers = plan.Seat.Buffers;
            foreach (var buffer in Buffers) buffers.Return(buffer);
        }

        // Of very many agents none is in a cache, and what is fetched for one look overlaps with the next, which messages do not.
        foreach (var member in Agents)
        {
            if (member.Agent is not LocalActorRef { Cell: { } cell }) continue;
            CacheLines.Expect(cell);
            _ = cell.HasMessages;
        }

        // A thread begins with its newest work.
        if (!beginsWithLast) Agents.Reverse();
        foreach (var member in Agents) member.Agent.Tell(request, edge);
    }

    private sealed class CrewCall(Crew crew, IActorRef edge, TrainingRequest request, bool beginsWithLast) : IRunnable
    {
        public void Run() => crew.Ask(edge, request, beginsWithLast);

        public void Execute() => Run();
    }
}

/// <summary>A reference in a list of values: the runtime does not look at what it refers to, which would have to be fetched.</summary>
/// <param name="Agent">The reference.</param>
internal readonly record struct CrewMember(IActorRef Agent);
