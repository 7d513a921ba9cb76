using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;
using FedPG.TestKit;

namespace FedPG.Actors.Tests.Runtime;

public sealed class RequestShelfTests
{
    private readonly TestFederation _federation = new(Federations.Synthetic(agents: 2, edgeSize: 2));

    [Theory]
    [InlineData(2)]
    [InlineData(1_000_000)]
    public void Every_round_has_one_request_and_no_other_round_has_it(int agents)
    {
        var shelf = new RequestShelf(agents);
        var requests = new HashSet<TrainingRequest>(ReferenceEqualityComparer.Instance);
        for (int round = 1; round <= 200; round++)
        {
            var broadcast = _federation.Broadcast(round);
            var request = shelf.For(broadcast);
            request.Broadcast.ShouldBeSameAs(broadcast);
            request.Round.ShouldBe(round);
            (request.Attempt, request.Transmission).ShouldBe((0, 0));
            shelf.For(broadcast).ShouldBeSameAs(request);
            requests.Add(request).ShouldBeTrue();
        }
    }

    [Fact]
    public void Threads_that_ask_at_once_get_the_same_one()
    {
        var shelf = new RequestShelf(agents: 1_000_000);
        for (int round = 1; round <= 200; round++)
        {
            var broadcast = _federation.Broadcast(round);
            var requests = new TrainingRequest[8];
            Parallel.For(0, requests.Length, edge => requests[edge] = shelf.For(broadcast));
            requests.ShouldAllBe(request => ReferenceEquals(request, requests[0]));
            requests[0].Round.ShouldBe(round);
        }
    }

    [Fact]
    public void A_request_is_for_one_round()
    {
        var request = TrainingRequest.Ahead().Of(_federation.Broadcast(1));
        Should.Throw<InvalidOperationException>(() => request.Of(_federation.Broadcast(2)));
        request.Round.ShouldBe(1);
    }
}
