using System.Runtime.InteropServices;
using FedPG.Actors.Protocol;
using FedPG.Actors.Rounds;
using FedPG.Actors.Runtime;

namespace FedPG.Actors.Edges;

/// <summary>
/// The sum of the updates that an edge receives in a round. It is made in agent order whatever order they come in: each is added once nothing more is
/// awaited from the agents before it.
/// </summary>
internal sealed class EdgeSum(FederationPlan plan, int edge, Crews crews)
{
    private readonly AgentUpdate[] _updates = new AgentUpdate[plan.Layout.Size(edge)];
    private readonly SortedSet<int> _refused = [];
    private double[] _partial = [];
    private List<int>? _agents;
    private int _next;
    private int _count;
    private double _weight;
    private double _squares;

    /// <summary>Begins a round.</summary>
    public void Begin()
    {
        _partial = new double[plan.Algorithm.ParameterCount];
        (_next, _count, _weight, _squares) = (0, 0, 0, 0);
        Array.Clear(_updates);
        _refused.Clear();
        _agents = plan.Observer is null ? null : [];
    }

    public void Keep(int member, AgentUpdate update) => _updates[member] = update;

    public void Refuse(int member) => _refused.Add(plan.Layout.First(edge) + member);

    /// <summary>Adds what can be added.</summary>
    public void Advance(Broadcast broadcast, RoundState round)
    {
        for (; _next < _updates.Length && !round.Awaits(_next); _next++)
        {
            if (_updates[_next].IsSound) Add(broadcast, _next);
        }
    }

    /// <summary>The partial aggregate of a round that is closed.</summary>
    public EdgeUpdate Take(Broadcast broadcast, RoundState round)
    {
        Advance(broadcast, round);
        var answer = new EdgeUpdate(broadcast.Run, broadcast.Round, edge, ImmutableCollectionsMarshal.AsImmutableArray(_partial), _count, _weight)
        {
            Squares = _squares,
            Refused = [.. _refused],
            Repairs = round.Repairs,
        };
        _partial = [];
        plan.Observer?.Summed(answer, _agents!);
        return answer;
    }

    private void Add(Broadcast broadcast, int member)
    {
        int agent = plan.Layout.First(edge) + member;
        var update = _updates[member];
        double share = broadcast.Attendance[agent].Weight;
        plan.Aggregator.Add(_partial, update.Parameters.AsSpan(), share);
        _squares += share * update.SquaredDistance;
        _weight += share;
        _count++;
        _agents?.Add(agent);
        _updates[member] = default;
        crews.GiveBack(member, update.Parameters);
    }
}
