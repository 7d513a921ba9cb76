using FedPG.Actors.Placement;

namespace FedPG.Actors.Tests.Placement;

public sealed class EdgeOrderTests
{
    [Theory]
    [InlineData(1, 16, "0")]
    [InlineData(2, 16, "8 0")]
    [InlineData(2, 1, "0 0")]
    [InlineData(4, 10, "2 5 7 0")]
    public void A_broadcast_begins_with_the_next_threads_share(int threads, int edges, string first) =>
        string.Join(' ', Enumerable.Range(0, threads).Select(thread => EdgeOrder.First(edges, thread, threads))).ShouldBe(first);
}
