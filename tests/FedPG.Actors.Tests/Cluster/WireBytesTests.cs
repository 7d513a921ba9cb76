using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Actors.Tests.Cluster;

/// <summary>What travels in a round is the parameters, once to each node and once from each edge, and next to nothing else.</summary>
public class WireBytesTests
{
    [Theory]
    [InlineData(1, 8, 160)]
    [InlineData(2, 8, 160)]
    [InlineData(2, 8, 4000)]
    public async Task A_round_takes_little_more_bytes_than_its_parameters(int nodes, int states, int actions)
    {
        // The description of the run and the first addresses are sent in both runs alike: the difference is rounds.
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
        double ratio = (double)difference / (many - Few) / (sizeof(double) * parameters * (nodes + Edges));
        ratio.ShouldBeInRange(1, 1.05);
    }
}
