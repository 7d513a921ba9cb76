using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Options;

namespace FedPG.Actors.Tests.Cluster;

/// <summary>
/// A round sends the parameters once to each node, and once back for each part of the tree that covers the node's edges. All other bytes
/// are negligible.
/// </summary>
public class WireBytesTests
{
    [Theory]
    [InlineData(1, 1, 8, 160)]
    [InlineData(2, 4, 8, 160)]
    [InlineData(2, 4, 8, 4000)]
    public async Task A_round_takes_little_more_bytes_than_its_parameters(int nodes, int parts, int states, int actions)
    {
        // Two nodes have three of the six edges each: {0, 1}, {2} and {3}, {4, 5} as parts of the tree. Both runs send the same description
        // and first addresses, so the difference is due to rounds.
        const int Few = 20, Edges = 6;
        int parameters = states * actions, many = Few + Math.Max(20, 200_000 / parameters);
        var specification = new FederationSpecification
        {
            Environments = new GarnetEnvironment { States = states, Actions = actions, Branching = 2 }.Build(null),
            Agents = Edges,
            EdgeSize = 1,
            Local = new LocalOptions { Steps = 1, Batch = 1, Horizon = 2 },
        };
        await using var cluster = await CountedCluster.StartAsync(nodes, isCounted: true);
        long few = await cluster.RunAsync(specification with { Rounds = Few });
        long difference = await cluster.RunAsync(specification with { Rounds = many }) - few;
        double ratio = (double)difference / (many - Few) / (sizeof(double) * parameters * (nodes + parts));
        ratio.ShouldBeInRange(1, 1.05);
    }
}
