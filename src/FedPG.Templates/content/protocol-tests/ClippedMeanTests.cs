using FedPG.TestKit;
using FedPG.TestKit.Probes;
using FedPG.TestKit.Scripting;
using Xunit;

namespace Mine;

public sealed class ClippedMeanTests() : Akka.TestKit.Xunit2.TestKit(FederationTestSettings.Probes())
{
    [Fact]
    public void A_huge_update_is_clipped_to_the_bound()
    {
        var federation = new TestFederation(Federation.Small) { Aggregator = new ClippedMean(bound: 1) };
        var (honest, hostile) = (new AgentProbe(this, federation, agent: 0), new AgentProbe(this, federation, agent: 1));
        var node = new NodeProbe(this, federation);
        var parameters = node.Begin(round: 1).Parameters;
        honest.Answer(honest.ExpectRequest(), [.. parameters.Select(_ => 0.25)]);
        hostile.Answer(hostile.ExpectRequest(), [.. parameters.Select(_ => -1e300)]);
        Assert.All(node.ExpectUpdate().Partial.Numbers!, sum => Assert.Equal(0.25 - 1, sum));
    }

    [Fact]
    public async Task An_absent_agent_is_not_in_the_mean_and_an_exception_leaves_no_trace()
    {
        var federation = new TestFederation(Federation.Small) { Aggregator = new ClippedMean(bound: 0.01) }
            .WithFault(round: 2, agent: 1, ScriptedFault.Absent)
            .WithFault(round: 2, agent: 3, ScriptedFault.Exception(new IOException("disk full")));
        await using var cluster = FederationTestCluster.Start(federation);
        await cluster.AwaitEnd();
        cluster.Round(2).ShouldHaveAveragedExactly(0, 2, 3).ShouldHaveAskedAgain(1);
        cluster.ShouldEqualTheQuietRun();
    }
}
