using System.Collections.Immutable;
using Akka.Actor;
using Akka.Dispatch;
using FedPG.Actors.Dispatch;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;

namespace FedPG.Actors.Edges;

/// <summary>
/// Which compute thread trained each agent of an edge last. The agents of a thread, its crew, are asked by it, and the arrays that it sent go back with
/// that, so that one piece of work passes between two cores and not one for each agent. Where there are edges enough for all threads, each keeps its agents
/// to the thread that it runs on itself. Only a hint: any thread may train any agent.
/// </summary>
internal sealed class Crews(FederationPlan plan, int members)
{
    /// <summary>Instead of a thread's number, which is from 1.</summary>
    public const int Unknown = 0;

    /// <summary>With so many edges for each thread, none need be shared.</summary>
    private const int EnoughEdges = 4;

    private readonly byte[] _threads = new byte[members];
    private readonly List<Crew?> _crews = [];
    private ComputePool? _pool;

    /// <summary>Notes which thread trained an agent.</summary>
    /// <param name="member">Which.</param>
    /// <param name="thread">The thread, from 1; <see cref="Unknown"/> where its update came alone, and is somebody else's.</param>
    public void Note(int member, int thread) => _threads[member] = thread <= byte.MaxValue ? (byte)thread : (byte)Unknown;

    /// <summary>Adds an agent to those that are asked next.</summary>
    public void Add(int member, IActorRef agent) => Of(IsShared ? _threads[member] : Unknown).Agents.Add(agent);

    /// <summary>Gives an update that has been added up back to the thread whose it is.</summary>
    public void GiveBack(int member, ImmutableArray<double> update)
    {
        int thread = _threads[member];
        if (thread == Unknown || Pool is null) return;
        if (ComputeThread.Current is { } current && (thread == current.Index + 1 || !IsShared)) plan.Seat.Buffers.Return(update);
        else Of(thread).Buffers.Add(update);
    }

    /// <summary>Asks those who were added: other threads' crews first, so that they begin meanwhile.</summary>
    public void Ask(IActorRef edge, TrainingRequest request)
    {
        var current = ComputeThread.Current;
        for (int thread = Unknown + 1; thread < _crews.Count; thread++)
        {
            if (thread == current?.Index + 1 || _crews[thread] is not { IsEmpty: false } crew) continue;
            Pool!.AddTo(thread, new Call(plan, edge, request, crew));
            _crews[thread] = null;
        }

        foreach (var crew in _crews)
        {
            if (crew is not { IsEmpty: false }) continue;
            new Call(plan, edge, request, crew).Run();
            crew.Clear();
        }
    }

    /// <summary>The pool whose threads these are; null until the edge has been on one of them.</summary>
    private ComputePool? Pool => _pool ??= ComputeThread.Current?.Pool;

    private bool IsShared => Pool is { } pool && plan.Layout.EdgeCount < EnoughEdges * pool.Threads;

    private Crew Of(int thread)
    {
        while (_crews.Count <= thread) _crews.Add(null);
        return _crews[thread] ??= new Crew();
    }

    private sealed class Crew
    {
        public List<IActorRef> Agents { get; } = [];

        public List<ImmutableArray<double>> Buffers { get; } = [];

        public bool IsEmpty => Agents.Count == 0 && Buffers.Count == 0;

        public void Clear()
        {
            Agents.Clear();
            Buffers.Clear();
        }
    }

    /// <summary>Asks a crew, on its own thread.</summary>
    private sealed class Call(FederationPlan plan, IActorRef edge, TrainingRequest request, Crew crew) : IRunnable
    {
        public void Run()
        {
            if (crew.Buffers.Count > 0)
            {
                var buffers = plan.Seat.Buffers;
                foreach (var buffer in crew.Buffers) buffers.Return(buffer);
            }

            // Of very many agents none is in a cache, and what is fetched for one look overlaps with the next, which messages do not.
            foreach (var agent in crew.Agents) _ = agent is LocalActorRef { Cell.HasMessages: true };

            // A thread begins with its newest work: so the first agents train first, and their sum can begin.
            for (int i = crew.Agents.Count - 1; i >= 0; i--) crew.Agents[i].Tell(request, edge);
        }

        public void Execute() => Run();
    }
}
