using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Actors.Tests.Cluster;

/// <summary>
/// What travels in a round is the parameters, once to each node and once for each part of the tree that covers its edges, and next to
/// nothing else.
/// </summary>
public class WireBytesTests
{
    [Theory]
    [InlineData(1, 1, 8, 160)]
    [InlineData(2, 4, 8, 160)]
    [InlineData(2, 4, 8, 4000)]
    public async Task A_round_takes_little_more_bytes_than_its_parameters(int nodes, int parts, int states, int actions)
    {
        // Of six edges two nodes have three each: 0 and 1 with 2, and 3 with 4 and 5. The description of the run and the first addresses are sent in both runs alike: the difference is rounds.
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
