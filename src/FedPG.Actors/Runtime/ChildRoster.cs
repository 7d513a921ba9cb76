using Akka.Actor;

namespace FedPG.Actors.Runtime;

/// <summary>
/// The numbered children of an actor: made when first needed, watched, and made anew when they have ended. Every new one has a
/// name of its own, since a name is free only after its bearer has ended.
/// </summary>
internal sealed class ChildRoster(IActorContext context, int count, Func<int, Props> props, Func<int, string> name)
{
    private readonly IActorRef?[] _children = new IActorRef?[count];
    private readonly Dictionary<int, int> _incarnations = [];

    /// <summary>The child, made now if there is none.</summary>
    public IActorRef this[int member] => _children[member] ??= Create(member);

    /// <summary>Whether the notice is about the present child; if so, there is none any more.</summary>
    public bool Forget(ChildStopped stopped)
    {
        if (_incarnations.GetValueOrDefault(stopped.Member) != stopped.Incarnation || _children[stopped.Member] is null) return false;
        Leave(stopped.Member);
        return true;
    }

    /// <summary>Forgets a child that its supervisor is about to stop.</summary>
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
        _incarnations[member] = _incarnations.GetValueOrDefault(member) + 1;
    }

    private IActorRef Create(int member)
    {
        int incarnation = _incarnations.GetValueOrDefault(member);
        string suffix = incarnation == 0 ? "" : FormattableString.Invariant($".{incarnation}");
        var child = context.ActorOf(props(member), name(member) + suffix);
        return context.WatchWith(child, new ChildStopped(member, incarnation));
    }
}

/// <summary>From death watch: a child has ended that nobody here has stopped.</summary>
/// <param name="Member">Which child.</param>
/// <param name="Incarnation">How many before it had its place.</param>
internal sealed record ChildStopped(int Member, int Incarnation);
