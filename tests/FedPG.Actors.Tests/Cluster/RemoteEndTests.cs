using FedPG.Actors.Cluster;

namespace FedPG.Actors.Tests.Cluster;

public class RemoteEndTests
{
    [Fact]
    public void A_run_too_large_for_messages_is_refused_before_the_first_round()
    {
        RemoteEnd.RequireFit(parameters: 100_000_000, edges: 1);
        RemoteEnd.RequireFit(parameters: 1000, edges: 100_000);
        Should.Throw<SpecificationException>(() => RemoteEnd.RequireFit(parameters: 1_000_000, edges: 1000)).Message.ShouldBe(
            "parameters × edges: found 8000000000 bytes; accepted: at most a gigabyte in a cluster: fewer parameters, "
            + "or fewer edges by a larger runtime.edge-size");
    }
}
