using FedPG.Environments;
using FedPG.Kernels.Tables;
using FedPG.Random;

namespace FedPG.Tests.Sampling;

public class SuccessorColumnsTests
{
    private const int States = 600;

    /// <summary>
    /// Within one of the equal columns of inputs a draw changes its outcome once, so that the share of inputs with each outcome is found by
    /// bisection.
    /// </summary>
    [Fact]
    public void Alias_tables_of_successors_meet_every_probability_within_two_to_the_minus_32_per_successor()
    {
        var kernel = new GarnetEnvironment { States = States, Branching = 5, Types = 1 }.Build(null).Types[0].Kernel;
        kernel.IsSparse.ShouldBeTrue();
        var sampler = new SuccessorColumns(kernel);
        for (int pair = 0; pair < kernel.Pairs; pair += 37)
        {
            var row = kernel.Row(pair);
            var counts = new Dictionary<int, long>();
            for (long column = 0; column < row.Length; column++)
            {
                long start = Start(column, row.Length), end = Start(column + 1, row.Length), low = start, high = end;
                int first = sampler.Draw(pair, (uint)start);
                while (high - low > 1)
                {
                    long middle = (low + high) / 2;
                    if (sampler.Draw(pair, (uint)middle) == first) low = middle;
                    else high = middle;
                }

                Count(counts, first, high - start);
                if (high < end) Count(counts, sampler.Draw(pair, (uint)high), end - high);
            }

            counts.Keys.Order().ShouldBe(row.States.ToArray());
            for (int i = 0; i < row.Length; i++)
                (counts[row.States[i]] / 4294967296.0).ShouldBe(row.Probabilities[i], (row.Length + 1) / 4294967296.0);
        }
    }

    [Fact]
    public void Draws_one_by_one_in_a_batch_and_in_two_steps_are_the_same()
    {
        var kernel = SparseWorlds.Ring(States);
        var sampler = new SuccessorColumns(kernel);
        var random = new Xoshiro256PlusPlus(5);
        int[] pairs = [.. Enumerable.Range(0, 1000).Select(_ => random.NextInt32(kernel.Pairs))];
        uint[] bits = [.. pairs.Select(_ => (uint)random.NextUInt64())];
        var drawn = new int[pairs.Length];
        sampler.Draw(pairs, bits, drawn);
        for (int i = 0; i < pairs.Length; i++)
        {
            sampler.Draw(pairs[i], bits[i]).ShouldBe(drawn[i]);
            uint place = sampler.Prefetch((uint)pairs[i], bits[i]);
            sampler.Draw(place, bits[i], 0).ShouldBe((uint)drawn[i]);
            kernel.Row(pairs[i])[drawn[i]].ShouldBeGreaterThan(0);
        }
    }

    private static long Start(long column, int columns) => ((column << 32) + columns - 1) / columns;

    private static void Count(Dictionary<int, long> counts, int outcome, long inputs) =>
        counts[outcome] = counts.GetValueOrDefault(outcome) + inputs;
}
