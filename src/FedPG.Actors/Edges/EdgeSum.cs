using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;
using FedPG.Aggregation;
using FedPG.Federation;

namespace FedPG.Actors.Edges;

/// <summary>The updates an edge has received in the open round; their sum is made at its close, in agent order whatever order they came in.</summary>
internal sealed class EdgeSum(FederationPlan plan, int edge)
{
    private readonly ImmutableArray<double>[] _updates = new ImmutableArray<double>[plan.Layout.Size(edge)];
    private readonly SortedSet<int> _refused = [];

    public void Keep(int member, ImmutableArray<double> update) => _updates[member] = update;

    public void Refuse(int member) => _refused.Add(plan.Layout.First(edge) + member);

    /// <summary>The partial aggregate; the next round starts with nothing.</summary>
    public EdgeUpdate Take(Broadcast broadcast, RoundRepairs repairs)
    {
        var partial = new double[plan.Algorithm.ParameterCount];
        double weight = 0, squares = 0;
        int updates = 0;
        var agents = plan.Observer is null ? null : new List<int>();
        for (int member = 0; member < _updates.Length; member++)
        {
            if (_updates[member].IsDefault) continue;
            double share = broadcast.Attendance[plan.Layout.First(edge) + member].Weight;
            plan.Aggregator.Add(partial, _updates[member].AsSpan(), share);
            weight += share;
            squares += Drift.Square(_updates[member].AsSpan(), broadcast.Parameters.AsSpan(), share);
            updates++;
            agents?.Add(plan.Layout.First(edge) + member);
            _updates[member] = default;
        }

        var answer = new EdgeUpdate(broadcast.Run, broadcast.Round, edge, ImmutableCollectionsMarshal.AsImmutableArray(partial), updates, weight)
        {
            Squares = squares,
            Refused = [.. _refused],
            Repairs = repairs,
        };
        _refused.Clear();
        plan.Observer?.Summed(answer, agents!);
        return answer;
    }
}
