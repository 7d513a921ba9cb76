using System.Collections.Immutable;
using Akka.Actor;
using FedPG.Actors.Placement;
using FedPG.Actors.Protocol;

namespace FedPG.Actors.Hierarchy;

/// <summary>The nodes of a federation as the server sees them. Each node has a child of the server, and every edge is placed on one of the
/// present nodes.</summary>
internal sealed class NodeRoster(IActorContext context, int edges, IPlacementRegistry? registry)
{
    private readonly Dictionary<string, Member> _members = [];
    private NodePlacement _placement = NodePlacement.Empty(edges);
    private ImmutableArray<(Member Member, ImmutableArray<int> Edges)> _shares = [];
    private bool _isBalanced;
    private int _numbers;

    private sealed record Member(int Number, int Cores, Func<int, Props> Props)
    {
        public IActorRef? Child { get; set; }

        public int Predecessors { get; set; }
    }

    /// <summary>Whether no node is present.</summary>
    public bool IsEmpty => _placement.Cores.IsEmpty;

    /// <summary>Adds a node that is new or reachable again; it immediately gets the edges that have no node.</summary>
    public void Join(NodeJoined joined)
    {
        if (!_members.TryGetValue(joined.Key, out var member))
            _members[joined.Key] = member = new Member(_numbers++, joined.Cores, joined.Props);
        bool isFirst = IsEmpty;
        Place(_placement.Join(member.Number, member.Cores));
        if (isFirst) Balance();
    }

    /// <summary>Requests a rebalance before the next round, because the load by other runs has changed.</summary>
    public void Rebalance() => _isBalanced = false;

    /// <summary>Moves the edges of an unreachable node to the others. Its child stays, to receive what the node sends if it comes
    /// back.</summary>
    /// <returns>The edges the node had.</returns>
    public ImmutableArray<int> Away(string key)
    {
        if (!_members.TryGetValue(key, out var member) || !_placement.Cores.ContainsKey(member.Number)) return [];
        var orphans = _placement.EdgesOf(member.Number);
        Place(_placement.Leave(member.Number));
        return orphans;
    }

    /// <summary>Removes a node that has left for good.</summary>
    /// <returns>The edges the node had.</returns>
    public ImmutableArray<int> Leave(string key)
    {
        var orphans = Away(key);
        if (_members.Remove(key, out var member) && member.Child is { } child)
        {
            context.Unwatch(child);
            context.Stop(child);
        }

        return orphans;
    }

    /// <summary>Removes a child that has ended without being stopped; it is created again when needed.</summary>
    /// <returns>The edges of the child's node; empty if the notice is about an earlier child.</returns>
    public ImmutableArray<int> Forget(ChildStopped stopped)
    {
        if (_members.Values.FirstOrDefault(member => stopped.Child.Equals(member.Child)) is not { } member) return [];
        member.Child = null;
        member.Predecessors++;
        return EdgesOf(member.Number);
    }

    /// <summary>The edges of a node.</summary>
    public ImmutableArray<int> EdgesOf(int node) => _placement.EdgesOf(node);

    /// <summary>Balances the edges if necessary, and sends each node its assignment.</summary>
    public void TellAll(Broadcast broadcast)
    {
        if (!_isBalanced) Balance();
        foreach (var (member, mine) in _shares)
        {
            if (!mine.IsEmpty) Child(member).Tell(new RoundAssignment(broadcast, mine));
        }
    }

    /// <summary>Assigns some edges again, to the nodes that own them now; edges without a node wait for one to join.</summary>
    public void Tell(Broadcast broadcast, IEnumerable<int> edges)
    {
        foreach (var group in edges.GroupBy(edge => _placement.Owners[edge]).Where(group => _placement.Cores.ContainsKey(group.Key)))
        {
            Child(_members.Values.First(member => member.Number == group.Key)).Tell(new RoundAssignment(broadcast, [.. group]));
        }
    }

    private void Balance()
    {
        var present = _members.Where(member => _placement.Cores.ContainsKey(member.Value.Number))
            .ToDictionary(member => member.Key, member => member.Value.Number);
        _placement = registry?.Balance(_placement, present) ?? _placement.Balanced();
        _shares = [.. present.Select(node => (_members[node.Key], _placement.EdgesOf(node.Value))).OrderBy(share => share.Item1.Number)];
        _isBalanced = true;
    }

    private void Place(NodePlacement placement) => (_placement, _isBalanced) = (placement, false);

    private IActorRef Child(Member member)
    {
        if (member.Child is { } living) return living;
        string suffix = member.Predecessors == 0 ? "" : FormattableString.Invariant($".{member.Predecessors}");
        var child = context.ActorOf(member.Props(member.Number), FormattableString.Invariant($"node-{member.Number}") + suffix);
        context.WatchWith(child, new ChildStopped(member.Number, child));
        return member.Child = child;
    }
}
