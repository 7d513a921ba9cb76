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
    private readonly List<int> _refused = [];
    private readonly int _first = plan.Layout.First(edge);
    private LeadingSum? _sum;
    private List<int>? _agents;
    private int _next;

    /// <summary>Begins a round.</summary>
    public void Begin()
    {
        (_sum, _next) = (null, 0);
        Array.Clear(_updates);
        _refused.Clear();
        _agents = plan.Observer is null ? null : [];
    }

    public void Keep(int member, AgentUpdate update) => _updates[member] = update;

    public void Refuse(int member) => _refused.Add(_first + member);

    /// <summary>
    /// Goes on from the sum of the first agents that somebody else has made in this round. Where some of them are in here already, they are there with the
    /// same numbers: an update depends on its round and agent alone.
    /// </summary>
    public void Lead(LeadingSum sum)
    {
        int next = sum.Next - _first;
        if (next <= _next) return;
        for (int member = _next; member < next; member++) Release(member);
        (_sum, _next) = (sum, next);
        _agents?.Clear();
        _agents?.AddRange(sum.Agents);
    }

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
        var sum = SumOf(broadcast);
        var answer = new EdgeUpdate(broadcast.Run, broadcast.Round, edge, sum.Complete(), sum.Updates, sum.Weight)
        {
            Squares = sum.Squares,
            Refused = _refused.Count == 0 ? [] : [.. _refused.Order()],
            Repairs = round.Repairs,
        };
        _sum = null;
        plan.Observer?.Summed(answer, _agents!);
        return answer;
    }

    private LeadingSum SumOf(Broadcast broadcast) => _sum ??= new LeadingSum(plan.Aggregator, broadcast, _first);

    private void Add(Broadcast broadcast, int member)
    {
        SumOf(broadcast).Add(_updates[member]);
        _agents?.Add(_first + member);
        Release(member);
    }

    private void Release(int member)
    {
        var update = _updates[member];
        if (!update.IsSound) return;
        _updates[member] = default;
        crews.GiveBack(member, update.Parameters);
    }
}
