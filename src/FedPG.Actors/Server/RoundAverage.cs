using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;
using FedPG.Aggregation;
using FedPG.Federation;
using FedPG.Policies;

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
        ImmutableArray<int> refused = [];
        var repairs = default(RoundRepairs);
        foreach (var edge in edges)
        {
            plan.Aggregator.Merge(average, edge.Partial.AsSpan());
            updates += edge.Updates;
            weight += edge.Weight;
            squares += edge.Squares;
            if (!edge.Refused.IsEmpty) refused = refused.AddRange(edge.Refused);
            repairs += edge.Repairs;
        }

        var (parameters, moved, drift) = (broadcast.Parameters, default(MassMoved), 0.0);
        if (updates > 0)
        {
            plan.Aggregator.Complete(average, weight);
            drift = Drift.Of(average, parameters.AsSpan(), updates, squares, weight);
            moved = plan.Algorithm.Improve(average);
            parameters = ImmutableCollectionsMarshal.AsImmutableArray(average);
        }

        return new RoundOutcome(broadcast.Round, parameters, updates, moved, broadcast.Attendance.Tally with { Refused = refused.Length })
        {
            Refused = refused,
            OldestPending = broadcast.Attendance.OldestPending,
            Repairs = repairs,
            Drift = drift,
        };
    }
}
