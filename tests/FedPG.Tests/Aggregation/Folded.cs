using System.Collections.Immutable;
using FedPG.Aggregation;
using FedPG.Federation;
using FedPG.Server;

namespace FedPG.Tests.Aggregation;

/// <summary>Updates folded along the tree and aggregated.</summary>
internal static class Folded
{
    /// <summary>θ̄ of updates with weight 1, or the given weights, from agents 0, 1, …</summary>
    public static double[] Of(
        IAggregator aggregator, double[][] updates, double[]? broadcast = null, double[]? weights = null, long seed = 0, int round = 1,
        ServerRound? server = null)
    {
        broadcast ??= new double[updates[0].Length];
        var tree = new AggregateTree(aggregator, updates.Length);
        for (int agent = 0; agent < updates.Length; agent++)
        {
            UpdateCheck.IsSound(updates[agent], broadcast, out double squaredDistance).ShouldBeTrue();
            tree.Add(agent, [.. updates[agent]], weights?[agent] ?? 1, squaredDistance);
        }

        var root = tree.Close();
        aggregator.HasLength(root, broadcast.Length).ShouldBeTrue();
        root.Numbers!.LongLength.ShouldBeLessThanOrEqualTo(aggregator.Length(broadcast.Length, updates.Length));
        return aggregator.Complete(root, new AggregationRound(seed, round, ImmutableArray.Create(broadcast)) { Server = server });
    }
}
