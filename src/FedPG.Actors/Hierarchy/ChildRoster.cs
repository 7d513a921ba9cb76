using Akka.Actor;
using FedPG.Actors.Dispatch;

namespace FedPG.Actors.Hierarchy;

/// <summary>
/// The numbered children of an actor. A child is created when first needed, watched, and created again after it has ended. Each new child
/// has a new name, because a name is free only after its previous holder has ended.
/// </summary>
internal sealed class ChildRoster(IActorContext context, int count, Func<int, Props> props, Func<int, string> name)
{
    private readonly IActorRef?[] _children = new IActorRef?[count];
    private readonly Dictionary<int, int> _predecessors = [];

    /// <summary>Gets a child, and creates it if there is none.</summary>
    public IActorRef this[int member] => _children[member] ??= Create(member);

    /// <summary>Creates a child if there is none. On a compute thread the child starts immediately.</summary>
    public void EnsureCreated(int member)
    {
        if (_children[member] is not null) return;
        if (ComputeThread.Current is { } thread)
            thread.RunAtOnce(static child => _ = child.Roster[child.Member], (Roster: this, Member: member));
        else _ = this[member];
    }

    /// <summary>The current children by number. The array is live: other threads may read it while it changes.</summary>
    public IActorRef?[] Living => _children;

    /// <summary>Removes a child that has ended; false if the notice is about an earlier child.</summary>
    public bool Forget(ChildStopped stopped)
    {
        bool isPresent = stopped.Child.Equals(_children[stopped.Member]);
        if (isPresent) Leave(stopped.Member);
        return isPresent;
    }

    /// <summary>Removes a child that its supervisor is about to stop.</summary>
    public void Forget(int member)
    {
        if (_children[member] is not { } child) return;
        context.Unwatch(child);
        Leave(member);
    }

    /// <summary>Stops a child, if there is one.</summary>
    public void Stop(int member)
    {
        if (_children[member] is not { } child) return;
        Forget(member);
        context.Stop(child);
    }

    private void Leave(int member)
    {
        _children[member] = null;
        _predecessors[member] = _predecessors.GetValueOrDefault(member) + 1;
    }

    private IActorRef Create(int member)
    {
        int predecessors = _predecessors.GetValueOrDefault(member);
        string suffix = predecessors == 0 ? "" : FormattableString.Invariant($".{predecessors}");
        var child = context.ActorOf(props(member), name(member) + suffix);
        return context.WatchWith(child, new ChildStopped(member, child));
    }
}

/// <summary>From death watch: a child has ended that its parent did not stop.</summary>
/// <param name="Member">The child's number.</param>
/// <param name="Child">The child.</param>
internal sealed record ChildStopped(int Member, IActorRef Child);
