using CsCheck;
using FedPG.Actors.Placement;

namespace FedPG.Actors.Tests.Placement;

public class NodePlacementTests
{
    [Fact]
    public void Edges_are_placed_in_proportion_to_cores()
    {
        var placement = NodePlacement.Empty(10).Join(0, cores: 1).Join(1, cores: 3).Join(2, cores: 1).Balanced();
        placement.EdgesOf(0).ShouldBe([0, 1]);
        placement.EdgesOf(1).Length.ShouldBe(6);
        placement.EdgesOf(2).Length.ShouldBe(2);
    }

    [Fact]
    public void A_node_that_joins_gets_nothing_before_the_next_balance()
    {
        var placement = NodePlacement.Empty(4).Join(0, cores: 2).Join(1, cores: 2);
        placement.Owners.ShouldBe([0, 0, 0, 0]);
        placement.Balanced().Owners.ShouldBe([0, 0, 1, 1]);
    }

    [Fact]
    public void Without_nodes_edges_wait_for_one()
    {
        var placement = NodePlacement.Empty(3).Join(0, cores: 1).Leave(0);
        placement.IsIncomplete.ShouldBeTrue();
        placement.Join(5, cores: 1).Owners.ShouldBe([5, 5, 5]);
    }

    [Fact]
    public void The_edges_of_a_node_that_leaves_are_shared_by_the_others()
    {
        var placement = NodePlacement.Empty(6).Join(0, cores: 1).Join(1, cores: 1).Join(2, cores: 1).Balanced();
        placement.Leave(1).Owners.ShouldBe(placement.Owners.Select((owner, edge) => owner == 1 ? (edge == placement.EdgesOf(1)[0] ? 0 : 2) : owner));
    }

    [Fact]
    public void Whoever_comes_and_goes_every_edge_has_one_node_nobody_more_than_its_share_and_no_edge_moves_without_need() =>
        Gen.Select(Gen.Int[1, 40], Gen.Select(Gen.Bool, Gen.Int[0, 5], Gen.Int[1, 8]).Array[1, 30]).Sample((edges, steps) =>
        {
            var placement = NodePlacement.Empty(edges);
            foreach (var (joins, node, cores) in steps)
            {
                var before = placement;
                placement = joins ? placement.Join(node, cores) : placement.Leave(node);
                placement.IsIncomplete.ShouldBe(placement.Cores.IsEmpty);
                Moved(before, placement).ShouldAllBe(edge => before.Owners[edge] == -1 || before.Owners[edge] == node);
                var balanced = placement.Balanced();
                ShouldBeFair(balanced);
                if (!placement.Cores.IsEmpty) Moved(placement, balanced).Count().ShouldBe(Excess(placement, balanced));
                balanced.Balanced().Owners.ShouldBe(balanced.Owners);
                placement = balanced;
            }
        });

    private static IEnumerable<int> Moved(NodePlacement before, NodePlacement after) =>
        Enumerable.Range(0, before.Owners.Length).Where(edge => before.Owners[edge] != after.Owners[edge]);

    /// <summary>How many edges nodes have too many of; no fewer can move.</summary>
    private static int Excess(NodePlacement before, NodePlacement after) =>
        before.Cores.Keys.Sum(node => Math.Max(0, before.EdgesOf(node).Length - after.EdgesOf(node).Length));

    private static void ShouldBeFair(NodePlacement placement)
    {
        double total = placement.Cores.Values.Sum();
        placement.Cores.Keys.Sum(node => placement.EdgesOf(node).Length).ShouldBe(placement.Cores.IsEmpty ? 0 : placement.Owners.Length);
        foreach (var (node, cores) in placement.Cores)
        {
            double share = placement.Owners.Length * cores / total;
            Math.Abs(placement.EdgesOf(node).Length - share).ShouldBeLessThan(1);
        }
    }
}
