using CsCheck;
using FedPG.Random;

namespace FedPG.Tests.Random;

public class RandomStreamsTests
{
    private static readonly Gen<(StreamPurpose Purpose, ulong Seed, long Round, long Agent)> _key = Gen.Select(
        Gen.Enum<StreamPurpose>(), Gen.OneOf(Gen.ULong, Gen.ULong[0, 3]), Gen.Long[0, 3], Gen.Long[0, 3]);

    [Fact]
    public void The_same_key_gives_the_same_stream() => _key.Sample(key => First(key).SequenceEqual(First(key)));

    [Fact]
    public void Different_keys_give_different_streams() =>
        Gen.Select(_key, _key).Sample((one, other) => one == other || First(one).Intersect(First(other)).Any() == false);

    [Fact]
    public void The_words_of_a_key_are_not_interchangeable()
    {
        ulong[][] streams =
        [
            First((StreamPurpose.Training, 2, 3, 4)),
            First((StreamPurpose.Training, 2, 4, 3)),
            First((StreamPurpose.Training, 3, 2, 4)),
            First((StreamPurpose.Training, 4, 3, 2)),
            First((StreamPurpose.Environment, 1, 3, 4)),
        ];
        streams.SelectMany(stream => stream).Distinct().Count().ShouldBe(5 * 4);
    }

    [Fact]
    public void First_numbers_of_neighbouring_streams_are_uniform()
    {
        const int streams = 20_000, bins = 20;
        var counts = new int[bins];
        for (int i = 0; i < streams; i++)
        {
            var random = RandomStreams.For(StreamPurpose.Training, 0, round: 1 + i / 100, agent: i % 100);
            counts[random.NextInt32(bins)]++;
        }

        // The 0.9999 quantile of χ² with 19 degrees of freedom is 50.8; the draw is fixed, so this passes always or never.
        const double expected = (double)streams / bins;
        counts.Sum(count => (count - expected) * (count - expected) / expected).ShouldBeLessThan(50.8);
    }

    private static ulong[] First((StreamPurpose Purpose, ulong Seed, long Round, long Agent) key)
    {
        var random = RandomStreams.For(key.Purpose, key.Seed, key.Round, key.Agent);
        return [random.NextUInt64(), random.NextUInt64(), random.NextUInt64(), random.NextUInt64()];
    }
}
