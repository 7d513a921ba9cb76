using CsCheck;
using FedPG.Kernels.Tables;

namespace FedPG.Tests.Sampling;

public class PolicyTableTests
{
    private static readonly Gen<(int States, int Actions, double[] Rows)> Policies =
        from states in Gen.Int[1, 9]
        from actions in Gen.Int[2, 200]
        from weights in Gen.Frequency((3, Gen.Double[0, 1]), (1, Gen.Const(0.0))).Array[states * actions]
        select (states, actions, Normalized(weights, actions));

    [Fact]
    public void An_action_is_the_number_of_thresholds_below_the_bits() => Gen.Select(Policies, Gen.UInt.Array[20]).Sample((policy, draws) =>
    {
        var table = Table(policy);
        foreach (uint bits in (uint[])[.. draws, 0, 1, uint.MaxValue])
        {
            for (int state = 0; state < policy.States; state++)
            {
                var row = policy.Rows.AsSpan(state * policy.Actions, policy.Actions);
                int expected = 0;
                long sum = 0;
                foreach (double probability in row[..^1])
                {
                    // Integer multiples of 2^-51, then of 2^-32 rounded up, minus one.
                    sum += (long)Math.Round(Math.ScaleB(probability, 51));
                    if (Math.Max(bits, 1) > Math.Min((Math.Max(sum, 1) - 1) / (1L << 19), uint.MaxValue)) expected++;
                }

                table.Draw(state, bits).ShouldBe(expected);
                row[expected].ShouldBeGreaterThan(0);
            }
        }
    });

    [Fact]
    public void Actions_have_their_probabilities_within_the_resolution() => Policies.Sample(policy =>
    {
        var table = Table(policy);
        double cumulative = 0;
        for (int a = 0; a < policy.Actions - 1; a++)
        {
            cumulative += policy.Rows[a];
            double edge = cumulative * 4294967296.0;
            if (edge >= 2) table.Draw(0, (uint)Math.Floor(edge - 1)).ShouldBeLessThanOrEqualTo(a);
            if (edge < uint.MaxValue - 1) table.Draw(0, (uint)Math.Ceiling(edge + 1)).ShouldBeGreaterThan(a);
        }
    });

    [Theory]
    [InlineData(0, 0u)]
    [InlineData(1, uint.MaxValue)]
    [InlineData(0.5, 0x7FFFFFFFu)]
    public void Cumulative_probabilities_of_0_and_1_and_a_half_have_exact_thresholds(double cumulative, uint threshold) =>
        Thresholds.Encode(cumulative).ShouldBe(threshold);

    private static PolicyTable Table((int States, int Actions, double[] Rows) policy)
    {
        var table = new PolicyTable(policy.States, policy.Actions);
        table.Fill(policy.Rows);
        return table;
    }

    private static double[] Normalized(double[] weights, int actions) => [.. weights.Chunk(actions).SelectMany(row =>
    {
        double total = row.Sum();
        return total == 0 ? row.Select((_, a) => a == 0 ? 1.0 : 0) : row.Select(weight => weight / total);
    })];
}
