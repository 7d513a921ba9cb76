using System.Numerics;
using FedPG.Kernels.Bits;

namespace FedPG.Tests.Policies;

public class BitTreeTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    [InlineData(1024, 10)]
    [InlineData(1025, 11)]
    public void Depth_is_the_number_of_bits_of_the_largest_action(int actions, int bits)
    {
        new BitTree(actions).Bits.ShouldBe(bits);
        new BitTree(actions).Nodes.ShouldBe((1 << bits) - 1);
    }

    [Fact]
    public void A_node_is_forced_exactly_when_its_right_subtree_has_no_action()
    {
        for (int actions = 2; actions <= 70; actions++)
        {
            var tree = new BitTree(actions);
            for (int node = 0; node < tree.Nodes; node++)
            {
                bool anyRight = Enumerable.Range(0, actions).Any(action => IsUnder(tree, action, 2 * node + 2));
                tree.IsForced(node).ShouldBe(!anyRight, $"{actions} actions, node {node}");
                int firstForced = tree.FirstForced(BitOperations.Log2((uint)node + 1));
                (node >= firstForced).ShouldBe(!anyRight, $"{actions} actions, node {node} after the first");
            }
        }
    }

    [Fact]
    public void One_action_is_refused() =>
        Should.Throw<SpecificationException>(() => new BitTree(1)).Message.ShouldBe("actions: found 1; accepted: at least 2");

    private static bool IsUnder(BitTree tree, int action, int node)
    {
        int at = tree.Nodes + action;
        while (at > node) at = (at - 1) / 2;
        return at == node;
    }
}
