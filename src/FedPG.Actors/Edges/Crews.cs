using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Akka.Actor;
using FedPG.Actors.Dispatch;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;

namespace FedPG.Actors.Edges;

/// <summary>
/// How many agents of an edge each compute thread trained last. A thread is asked for as many again, its crew, by one piece of work, with which the arrays
/// that it sent go back, so that one thing passes between two cores and not one for each agent. Crews are blocks of consecutive agents in the order of their
/// threads, and the edge goes to the thread of the last one: the sum of those before passes to it. Where there are edges enough for all threads, each keeps its
/// agents to the thread that it runs on itself. Only a hint: any thread may train any agent.
/// </summary>
internal sealed class Crews(FederationPlan plan, int edge)
{
    /// <summary>Instead of a thread's number, which is from 1.</summary>
    public const int Unknown = 0;

    /// <summary>With so many edges for each thread, none need be shared.</summary>
    private const int EnoughEdges = 4;

    private readonly byte[] _threads = new byte[plan.Layout.Size(edge)];
    private readonly List<Crew?> _crews = [];
    private readonly List<(int Member, IActorRef Agent)> _asked = [];
    private ComputePool? _pool;
    private bool _isShared;

    /// <summary>Notes which thread trained an agent.</summary>
    /// <param name="member">Which.</param>
    /// <param name="thread">The thread, from 1; <see cref="Unknown"/> where its update came alone, and is somebody else's.</param>
    public void Note(int member, int thread) => _threads[member] = thread <= byte.MaxValue ? (byte)thread : (byte)Unknown;

    /// <summary>The same of all agents below some number.</summary>
    public void NoteBelow(int end, int thread)
    {
        for (int member = 0; member < end; member++) Note(member, thread);
    }

    /// <summary>Adds an agent to those that are asked next.</summary>
    public void Add(int member, IActorRef agent) => _asked.Add((member, agent));

    /// <summary>Gives an update that has been added up back to the thread whose it is.</summary>
    public void GiveBack(int member, ImmutableArray<double> update)
    {
        int thread = _threads[member];
        if (thread == Unknown || Pool is null) return;
        if (ComputeThread.Current is { } current && (thread == current.Index + 1 || !IsShared)) plan.Seat.Buffers.Return(update);
        else Of(thread).Buffers.Add(update);
    }

    /// <summary>
    /// Asks those who were added: other threads' crews first, so that they begin meanwhile. The last crew begins with its last agent, so that others who run out
    /// of work take those whom the sum needs next.
    /// </summary>
    /// <param name="asking">The edge, whose turn this is.</param>
    /// <param name="request">What they are asked.</param>
    public void Ask(IActorRef asking, TrainingRequest request)
    {
        int own = Own;
        var (last, isOnly) = Divide(own);
        for (int thread = 0; thread < _crews.Count; thread++)
        {
            if (thread == own || _crews[thread] is not { IsEmpty: false } crew) continue;
            Pool!.AddTo(thread, crew.Call(asking, request, beginsWithLast: thread == last && !isOnly));
            _crews[thread] = null;
        }

        if (_crews.Count > own && _crews[own] is { IsEmpty: false } owns)
        {
            owns.Call(asking, request, beginsWithLast: own == last && !isOnly).Run();
            owns.Clear();
        }

        if (last != Unknown && asking is LocalActorRef { Cell: ActorCell { Mailbox: { } mailbox } } && IHomed.Of(mailbox) is { } homed) homed.Home = last;
    }

    /// <summary>Makes crews of those who were added. Edges begin with different threads, so that not all of them come to the same one.</summary>
    /// <param name="own">The calling thread.</param>
    /// <returns>The thread of the last crew, and whether there is no other.</returns>
    private (int Last, bool IsOnly) Divide(int own)
    {
        int next = 0, last = own, crews = 0, threads = own == Unknown ? 0 : Pool!.Threads;
        Span<int> sizes = stackalloc int[threads + 1];
        var asked = CollectionsMarshal.AsSpan(_asked);
        foreach (var (member, _) in asked) sizes[own == Unknown || _threads[member] == Unknown ? own : _threads[member]]++;
        for (int place = 0; place < sizes.Length; place++)
        {
            int thread = place == 0 ? Unknown : ((edge + place - 1) % threads) + 1;
            if (sizes[thread] == 0) continue;
            var agents = Of(thread).Agents;
            agents.EnsureCapacity(sizes[thread]);
            foreach (var (_, agent) in asked.Slice(next, sizes[thread])) agents.Add(new CrewMember(agent));
            next += sizes[thread];
            last = thread;
            crews++;
        }

        _asked.Clear();
        return (last, crews <= 1);
    }

    /// <summary>The pool whose threads these are; null until the edge has been on one of them.</summary>
    private ComputePool? Pool
    {
        get
        {
            if (_pool is null && ComputeThread.Current is { } current)
            {
                _pool = current.Pool;
                _isShared = plan.Layout.EdgeCount < EnoughEdges * _pool.Threads;
            }

            return _pool;
        }
    }

    private bool IsShared => Pool is not null && _isShared;

    /// <summary>The calling thread, where it matters which one that is.</summary>
    private int Own => IsShared && ComputeThread.Current is { } current ? current.Index + 1 : Unknown;

    private Crew Of(int thread)
    {
        while (_crews.Count <= thread) _crews.Add(null);
        return _crews[thread] ??= new Crew(plan);
    }
}
