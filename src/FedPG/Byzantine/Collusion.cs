using FedPG.Aggregation;
using FedPG.Kernels.Linear;
using FedPG.Options;

namespace FedPG.Byzantine;

/// <summary>
/// Byzantine agents that know the honest updates: their common update is computed when a round is complete, and replaces theirs before the
/// aggregator sees any. Their weights stay.
/// </summary>
/// <param name="aggregator">The run's aggregator.</param>
/// <param name="attack">The attack.</param>
/// <param name="options">Which agents are Byzantine.</param>
/// <param name="agents">M.</param>
internal sealed class Collusion(IAggregator aggregator, IByzantineAttack attack, ByzantineOptions options, int agents) : ListAggregator
{
    protected override void Combine(UpdateList updates, in AggregationRound round, Span<double> result)
    {
        bool[] byzantine = ByzantineAgents.Of(options, round.Seed, agents);
        Forge(updates, round, byzantine);
        var tree = new AggregateTree(aggregator, agents);
        for (int i = 0; i < updates.Count; i++)
        {
            double distance = FixedOrder.SquaredDistance(updates[i], round.Broadcast.AsSpan());
            tree.Add(updates.Agent(i), updates[i].ToArray(), updates.Weight(i), distance);
        }

        aggregator.Complete(tree.Close(), round).CopyTo(result);
    }

    /// <summary>Without an honest update to know, Byzantine agents send what they trained; so they do if the attack overflows.</summary>
    private void Forge(UpdateList updates, in AggregationRound round, bool[] byzantine)
    {
        var honest = updates.Where(agent => !byzantine[agent]);
        if (honest.Updates == 0 || honest.Updates == updates.Count) return;
        double[] forged = new double[updates.Parameters];
        attack.Collude(new UpdateList(honest), round, forged);
        if (!Array.TrueForAll(forged, double.IsFinite)) return;
        for (int i = 0; i < updates.Count; i++)
        {
            if (byzantine[updates.Agent(i)]) forged.CopyTo(updates[i]);
        }
    }
}
