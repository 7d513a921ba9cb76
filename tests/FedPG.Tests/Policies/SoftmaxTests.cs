using CsCheck;
using FedPG.Kernels.Linear;
using FedPG.Numerics;

namespace FedPG.Tests.Policies;

public class SoftmaxTests
{
    private static readonly Gen<(int Width, double[] Logits)> Rows =
        from width in Gen.Int[1, 80]
        from rows in Gen.Int[1, 6]
        from size in Gen.Int[0, 3].Select(i => Math.Pow(30, i))
        from logits in Gen.Double[-1, 1].Array[rows * width]
        select (width, logits.Select(logit => logit * size).ToArray());

    [Fact]
    public void Rows_have_the_bits_of_a_plain_loop() => Rows.Sample(c =>
    {
        double[] probabilities = new double[c.Logits.Length], logs = new double[c.Logits.Length], alone = new double[c.Logits.Length];
        Softmax.Rows(c.Logits, c.Width, probabilities, logs);
        Softmax.Rows(c.Logits, c.Width, alone, []);
        double[] expected = new double[c.Logits.Length], expectedLogs = new double[c.Logits.Length];
        for (int row = 0; row < c.Logits.Length; row += c.Width)
        {
            var own = c.Logits.AsSpan(row, c.Width);
            double largest = own.ToArray().Max();
            double[] powers = [.. own.ToArray().Select(logit => Elementary.Exp(logit - largest))];
            double total = FixedOrder.Sum(powers), log = largest + Elementary.Log(total);
            for (int a = 0; a < c.Width; a++) (expected[row + a], expectedLogs[row + a]) = (powers[a] * (1 / total), own[a] - log);
        }

        probabilities.ShouldBe(expected);
        logs.ShouldBe(expectedLogs);
        alone.ShouldBe(expected);
    });
}
