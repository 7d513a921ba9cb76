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
        placement.Leave(1).Owners.ShouldBe(
            placement.Owners.Select((owner, edge) => owner == 1 ? (edge == placement.EdgesOf(1)[0] ? 0 : 2) : owner));
    }

    [Fact]
    public void For_any_joins_and_leaves_every_edge_has_one_node_loads_are_balanced_and_no_edge_moves_without_need() =>
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
                ShouldBeEven(balanced, new Dictionary<int, int>());
                if (!placement.Cores.IsEmpty) Moved(placement, balanced).Count().ShouldBe(Excess(placement, balanced));
                balanced.Balanced().Owners.ShouldBe(balanced.Owners);
                placement = balanced;
            }
        });

    [Fact]
    public void Loads_are_balanced_when_other_runs_have_edges_too() =>
        Gen.Select(Gen.Int[1, 40], Gen.Select(Gen.Int[1, 8], Gen.Int[0, 60]).Array[1, 6]).Sample((edges, nodes) =>
        {
            var placement = NodePlacement.Empty(edges);
            for (int node = 0; node < nodes.Length; node++) placement = placement.Join(node, nodes[node].Item1);
            var others = nodes.Index().ToDictionary(node => node.Index, node => node.Item.Item2);
            var balanced = placement.Balanced(others);
            ShouldBeEven(balanced, others);
            Moved(placement, balanced).Count().ShouldBe(Excess(placement, balanced));
            balanced.Balanced(others).Owners.ShouldBe(balanced.Owners);
        });

    [Fact]
    public void Small_runs_that_begin_one_after_another_alternate_between_the_nodes()
    {
        var loads = new Dictionary<int, int> { [0] = 0, [1] = 0 };
        var chosen = new List<int>();
        for (int run = 0; run < 6; run++)
        {
            chosen.Add(NodePlacement.Empty(1).Join(0, cores: 1).Join(1, cores: 1).Balanced(loads).Owners[0]);
            loads[chosen[^1]]++;
        }

        chosen.ShouldBe([0, 1, 0, 1, 0, 1]);
    }

    private static IEnumerable<int> Moved(NodePlacement before, NodePlacement after) =>
        Enumerable.Range(0, before.Owners.Length).Where(edge => before.Owners[edge] != after.Owners[edge]);

    /// <summary>The number of edges above the nodes' shares, which is the least number that must move.</summary>
    private static int Excess(NodePlacement before, NodePlacement after) =>
        before.Cores.Keys.Sum(node => Math.Max(0, before.EdgesOf(node).Length - after.EdgesOf(node).Length));

    private static void ShouldBeEven(NodePlacement placement, IReadOnlyDictionary<int, int> others)
    {
        placement.IsIncomplete.ShouldBe(placement.Cores.IsEmpty);
        long Load(int node) => placement.EdgesOf(node).Length + others.GetValueOrDefault(node);
        foreach (int from in placement.Cores.Keys.Where(node => !placement.EdgesOf(node).IsEmpty))
        {
            foreach (int to in placement.Cores.Keys)
                ((Load(to) + 1) * placement.Cores[from]).ShouldBeGreaterThanOrEqualTo(Load(from) * placement.Cores[to]);
        }
    }
}
