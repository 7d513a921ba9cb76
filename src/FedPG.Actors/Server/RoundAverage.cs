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
        int updates = 0, refused = 0;
        double weight = 0, squares = 0;
        var repairs = default(RoundRepairs);
        foreach (var edge in edges)
        {
            plan.Aggregator.Merge(average, edge.Partial.AsSpan());
            updates += edge.Updates;
            weight += edge.Weight;
            squares += edge.Squares;
            refused += edge.Refused.Length;
            repairs += edge.Repairs;
        }

        var tally = broadcast.Attendance.Tally with { Refused = refused };
        if (updates == 0) return new RoundOutcome(broadcast.Round, broadcast.Parameters, updates, default, tally) { Repairs = repairs };
        plan.Aggregator.Complete(average, weight);
        double drift = Drift.Of(average, broadcast.Parameters.AsSpan(), updates, squares, weight);
        var moved = plan.Algorithm.Improve(average);
        return new RoundOutcome(broadcast.Round, ImmutableCollectionsMarshal.AsImmutableArray(average), updates, moved, tally)
        {
            Drift = drift,
            Repairs = repairs,
        };
    }
}
