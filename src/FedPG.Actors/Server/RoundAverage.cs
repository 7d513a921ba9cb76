using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;
using FedPG.Aggregation;
using FedPG.Federation;

namespace FedPG.Actors.Server;

/// <summary>The server's side of a round: θ̄ from the edges' partial aggregates, in edge order, and θ_{r+1} = T_τ(θ̄).</summary>
internal static class RoundAverage
{
    /// <summary>The outcome of a round; without a single update the parameters stay what they were.</summary>
    public static RoundOutcome Of(Broadcast broadcast, ReadOnlySpan<EdgeUpdate> edges, FederationPlan plan)
    {
        plan.Observer?.Averaged(broadcast, edges);
        var average = new double[plan.Algorithm.ParameterCount];
        int updates = 0;
        double weight = 0, squares = 0;
        var refused = ImmutableArray.CreateBuilder<int>();
        var repairs = default(RoundRepairs);
        foreach (var edge in edges)
        {
            plan.Aggregator.Merge(average, edge.Partial.AsSpan());
            updates += edge.Updates;
            weight += edge.Weight;
            squares += edge.Squares;
            refused.AddRange(edge.Refused);
            repairs += edge.Repairs;
        }

        var outcome = new RoundOutcome(
            broadcast.Round, broadcast.Parameters, updates, default, broadcast.Attendance.Tally with { Refused = refused.Count })
        {
            Refused = refused.ToImmutable(),
            OldestPending = broadcast.Attendance.OldestPending,
            Repairs = repairs,
        };
        if (updates == 0) return outcome;
        plan.Aggregator.Complete(average, weight);
        double drift = Drift.Of(average, broadcast.Parameters.AsSpan(), updates, squares, weight);
        var moved = plan.Algorithm.Improve(average);
        return outcome with { Parameters = ImmutableCollectionsMarshal.AsImmutableArray(average), Moved = moved, Drift = drift };
    }
}
