using FedPG.Kernels.Linear;
using FedPG.Options;
using FedPG.Random;

namespace FedPG.Aggregation.Robust;

/// <summary>The section <c>fedpg.server.bucketing</c>.</summary>
public sealed record BucketingOptions
{
    /// <summary>The number of updates per bucket; the last bucket may have fewer.</summary>
    [AtLeast(1)] public int Size { get; init; } = 2;

    /// <summary>The name of the aggregator that gets the buckets' means.</summary>
    public string Aggregator { get; init; } = "median";
}

/// <summary>
/// Bucketing (Karimireddy, He and Jaggi 2022, arXiv 2006.09365): the updates are shuffled, and another aggregator gets the weighted mean of
/// every s of them as one update. The order is drawn from (seed, round).
/// </summary>
internal sealed class Bucketing(BucketingOptions options, IAggregator inner) : ListAggregator
{
    public const string Name = "bucketing";

    private const string Inner = "server.bucketing.aggregator";

    public static IAggregator Create(BucketingOptions options, AggregatorContext context) => options.Aggregator == Name
        ? throw new SpecificationException(Inner, $"'{Name}'", "another aggregator")
        : new Bucketing(options, context.Create(Inner, options.Aggregator, Buckets(context.Updates, options.Size)));

    protected override void Combine(UpdateList updates, in AggregationRound round, Span<double> result)
    {
        int[] order = [.. Enumerable.Range(0, updates.Count)];
        Shuffle(order, RandomStreams.For(StreamPurpose.Bucketing, (ulong)round.Seed, round.Round));
        int buckets = Buckets(updates.Count, options.Size);
        var tree = new AggregateTree(inner, buckets);
        for (int bucket = 0; bucket < buckets; bucket++)
        {
            int first = bucket * options.Size, end = Math.Min(order.Length, first + options.Size);
            var (mean, weight) = Mean(updates, order.AsSpan(first, end - first));
            tree.Add(bucket, mean, weight, FixedOrder.SquaredDistance(mean, round.Broadcast.AsSpan()));
        }

        inner.Complete(tree.Close(), round).CopyTo(result);
    }

    private static int Buckets(int updates, int size) => (int)(((long)updates + size - 1) / size);

    /// <summary>The shuffle of Fisher and Yates.</summary>
    private static void Shuffle(int[] order, Xoshiro256PlusPlus random)
    {
        for (int i = order.Length - 1; i > 0; i--)
        {
            int other = random.NextInt32(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }
    }

    private static (double[] Mean, double Weight) Mean(UpdateList updates, ReadOnlySpan<int> bucket)
    {
        double[] mean = new double[updates.Parameters];
        double weight = 0;
        foreach (int i in bucket)
        {
            weight += updates.Weight(i);
            var update = updates[i];
            for (int k = 0; k < mean.Length; k++) mean[k] += updates.Weight(i) * update[k];
        }

        for (int k = 0; k < mean.Length; k++) mean[k] /= weight;
        return (mean, weight);
    }
}
