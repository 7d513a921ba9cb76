using CsCheck;
using FedPG.Aggregation;

namespace FedPG.Tests.Aggregation;

public class AggregateTreeTests
{
    private const int Parameters = 3;

    /// <summary>
    /// Agents with and without updates, divided into arbitrary ranges, each folded by itself; the parts of all ranges arrive in any order.
    /// </summary>
    private static readonly Gen<(double[][] Updates, double[] Weights, bool[] Have, int[] Cuts, int Seed)> Rounds =
        from agents in Gen.Int[1, 200]
        from updates in Gen.Double[-1, 1].Array[Parameters].Array[agents]
        from weights in Gen.Int[1, 3].Select(staleness => 1.0 / staleness).Array[agents]
        from density in Gen.Int[1, 4]
        from have in Gen.Int[0, 3].Select(number => number < density).Array[agents]
        from cuts in Gen.Int[0, agents].Array[0, 12]
        from seed in Gen.Int[0, 1_000_000]
        select (updates, weights, have, (int[])[.. cuts.Append(0).Append(agents).Distinct().Order()], seed);

    public static TheoryData<string> Aggregators => ["mean", "list", "edges"];

    [Theory]
    [MemberData(nameof(Aggregators))]
    public void Any_split_into_ranges_in_any_order_of_arrival_has_the_bits_of_the_definition(string aggregator) => Rounds.Sample(round =>
    {
        int agents = round.Updates.Length;
        var expected = Defined(Create(aggregator), round, Height(agents), index: 0);
        var random = new System.Random(round.Seed);
        var parts = new List<PartialAggregate>();
        for (int cut = 1; cut < round.Cuts.Length; cut++)
        {
            var range = new AggregateTree(Create(aggregator), agents, new SpareArrays(Parameters));
            int[] order = [.. Enumerable.Range(round.Cuts[cut - 1], round.Cuts[cut] - round.Cuts[cut - 1])];
            if (round.Seed % 2 == 0) random.Shuffle(order);
            foreach (int agent in order)
            {
                if (round.Have[agent]) range.Add(agent, [.. round.Updates[agent]], round.Weights[agent], round.Updates[agent][0]);
                else if (round.Seed % 3 == 0) range.AddEmpty(agent);
            }

            if (round.Seed % 3 == 0) range.Parts.Count.ShouldBeLessThanOrEqualTo(Math.Max(1, 2 * Height(agents)));
            parts.AddRange(range.Parts);
        }

        PartialAggregate[] arriving = [.. parts];
        random.Shuffle(arriving);
        var tree = new AggregateTree(Create(aggregator), agents);
        foreach (var part in arriving) tree.Add(part);
        var found = tree.Close();
        (found.Level, found.Index, found.Updates).ShouldBe((Height(agents), 0, round.Have.Count(has => has)));
        (found.Weight, found.Squares).ShouldBe((expected.Weight, expected.Squares));
        found.Numbers.ShouldBe(expected.Numbers);
    });

    [Fact]
    public void An_edge_is_a_node_of_the_tree_whatever_its_size() => Rounds.Sample(round =>
    {
        int agents = round.Updates.Length;
        double[]? expected = Defined(Create("mean"), round, Height(agents), index: 0).Numbers;
        foreach (int size in (int[])[1, 4, 64, 128])
        {
            var layout = new EdgeLayout(agents, size);
            var server = new AggregateTree(Create("mean"), agents);
            for (int edge = layout.EdgeCount - 1; edge >= 0; edge--)
            {
                var tree = new AggregateTree(Create("mean"), agents);
                for (int agent = layout.First(edge); agent < layout.First(edge) + layout.Size(edge); agent++)
                {
                    if (round.Have[agent]) tree.Add(agent, [.. round.Updates[agent]], round.Weights[agent], squaredDistance: 0);
                }

                var sum = tree.Close(layout.Level, edge);
                layout.TryFindEdges(sum, out var edges).ShouldBeTrue();
                edges.Start.Value.ShouldBe(edge);
                edges.End.Value.ShouldBe(edge + 1);
                server.Add(sum);
            }

            server.Parts.Count.ShouldBe(1);
            server.Close().Numbers.ShouldBe(expected);
        }
    });

    [Fact]
    public void A_mean_weights_each_update()
    {
        var mean = Create("mean");
        var tree = new AggregateTree(mean, agents: 3);
        tree.Add(2, [8], weight: 0.5, squaredDistance: 4);
        tree.Add(0, [2], weight: 1, squaredDistance: 1);
        var root = tree.Close();
        (root.Updates, root.Weight, root.Squares).ShouldBe((2, 1.5, 3));
        mean.Complete(root, default).ShouldBe([4]);
    }

    [Theory]
    [InlineData(2, 3, 0, 0)]
    [InlineData(3, 0, 0, 2)]
    [InlineData(2, 2, 2, 3)]
    [InlineData(5, 0, 0, 3)]
    [InlineData(2, -1, 0, 0)]
    [InlineData(40, 0, 0, 0)]
    [InlineData(1, 0, 0, 0)]
    public void Parts_that_cover_no_edge_completely_have_no_edges(int level, int index, int first, int end)
    {
        var layout = new EdgeLayout(Participants: 10, EdgeSize: 4);
        layout.TryFindEdges(new PartialAggregate(level, index), out var edges).ShouldBe(end > first);
        edges.ShouldBe(first..end);
    }

    private static int Height(int agents)
    {
        int height = 0;
        while (1 << height < agents) height++;
        return height;
    }

    /// <summary>A node is left ⊕ right, and an empty side passes the other up.</summary>
    private static PartialAggregate Defined(
        IAggregator aggregator, (double[][] Updates, double[] Weights, bool[] Have, int[] Cuts, int Seed) round, int level, int index)
    {
        var node = new PartialAggregate(level, index);
        if (node.First >= round.Updates.Length || (level == 0 && !round.Have[index])) return node;
        if (level == 0)
        {
            var leaf = node with
            {
                Numbers = [.. round.Updates[index]],
                Updates = 1,
                Weight = round.Weights[index],
                Squares = round.Weights[index] * round.Updates[index][0],
            };
            return leaf with { Numbers = aggregator.Lift(leaf) };
        }

        PartialAggregate left = Defined(aggregator, round, level - 1, 2 * index),
            right = Defined(aggregator, round, level - 1, 2 * index + 1);
        if (right.Updates == 0) return left with { Level = level, Index = index };
        if (left.Updates == 0) return right with { Level = level, Index = index };
        return node with
        {
            Numbers = aggregator.Merge(left, right),
            Updates = left.Updates + right.Updates,
            Weight = left.Weight + right.Weight,
            Squares = left.Squares + right.Squares,
        };
    }

    private static IAggregator Create(string name) => name switch
    {
        "list" => new Median(),
        "edges" => new MedianOfEdges(),
        _ => new MeanAggregator(),
    };

    /// <summary>A rule that must see every update: partial aggregates concatenate lists.</summary>
    private sealed class Median : IAggregator
    {
        public long Length(int parameters, int updates) => parameters * updates;

        public double[] Lift(in PartialAggregate update) => update.Numbers!;

        public double[] Merge(in PartialAggregate left, in PartialAggregate right) => [.. left.Numbers!, .. right.Numbers!];

        public double[] Complete(in PartialAggregate root, in AggregationRound round)
        {
            var (all, updates) = (root.Numbers!, root.Updates);
            return
            [
                .. Enumerable.Range(0, Parameters).Select(i =>
                    Enumerable.Range(0, updates).Select(u => all[u * Parameters + i]).Order().ElementAt(updates / 2)),
            ];
        }
    }

    /// <summary>A hierarchical rule: sums below a level, and lists of these sums from that level on.</summary>
    private sealed class MedianOfEdges : IAggregator
    {
        private const int EdgeLevel = 2;

        public double[] Lift(in PartialAggregate update) => update.Numbers!;

        public double[] Merge(in PartialAggregate left, in PartialAggregate right) => left.Level < EdgeLevel
            ? [.. left.Numbers!.Zip(right.Numbers!, (one, other) => one + other)]
            : [.. left.Numbers!, .. right.Numbers!];

        public double[] Complete(in PartialAggregate root, in AggregationRound round) => root.Numbers!;
    }
}
