using Akka.Actor;
using FedPG.Algorithms;
using FedPG.Federation;
using FedPG.TestKit;
using FedPG.TestKit.Probes;
using FedPG.TestKit.Scripting;
using Xunit;

namespace Mine;

public sealed class RememberingAgentTests() : Akka.TestKit.Xunit2.TestKit(FederationTestSettings.Probes())
{
    private static readonly Props Agent =
        Props.Create(() => new RememberingAgent(FederationCatalogue.Default.CreateAlgorithm(Federation.Small), 0, 2));

    [Fact]
    public void Asked_twice_it_sends_the_same_update_again()
    {
        var federation = new TestFederation(Federation.Small).WithAgent(2, Agent);
        var edge = new EdgeProbe(this, federation, agent: 2);
        var request = edge.Request(round: 1);
        edge.Request(round: 1, transmission: 1);
        var update = edge.ExpectUpdate();
        Assert.Equal(federation.Trained(request.Broadcast, agent: 2).ToArray(), update.Parameters.ToArray());
        Assert.Same(update, edge.ExpectUpdate());
    }

    [Fact]
    public async Task In_a_federation_it_survives_the_loss_of_its_edge_with_the_same_bits()
    {
        var federation = new TestFederation(Federation.Small).WithAgent(2, Agent).WithFault(round: 3, agent: 3, ScriptedFault.Held);
        await using var cluster = FederationTestCluster.Start(federation);
        await cluster.AwaitTraining(round: 3, agent: 3);
        cluster.KillEdge(1);
        cluster.Release();
        await cluster.AwaitEnd();
        cluster.Round(3).ShouldHaveAveragedExactly(0, 1, 2, 3);
        cluster.ShouldEqualTheQuietRun();
    }
}
