using System.Runtime.InteropServices;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;
using FedPG.Federation;

namespace FedPG.Actors.Server;

/// <summary>The server's side of a round: θ̄ from the edges' partial aggregates, in edge order, and θ_{r+1} = T_τ(θ̄).</summary>
internal static class RoundAverage
{
    public static RoundOutcome Of(int round, ReadOnlySpan<EdgeUpdate> edges, FederationPlan plan)
    {
        var average = new double[plan.Algorithm.ParameterCount];
        int updates = 0;
        double weight = 0;
        foreach (var edge in edges)
        {
            plan.Aggregator.Merge(average, edge.Partial.AsSpan());
            updates += edge.Updates;
            weight += edge.Weight;
        }

        plan.Aggregator.Complete(average, weight);
        var moved = plan.Algorithm.Improve(average);
        return new RoundOutcome(round, ImmutableCollectionsMarshal.AsImmutableArray(average), updates, moved);
    }
}
