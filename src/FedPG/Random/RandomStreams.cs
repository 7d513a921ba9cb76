namespace FedPG.Random;

/// <summary>The purpose of a random stream; streams of different purposes are independent of each other.</summary>
public enum StreamPurpose : ulong
{
    /// <summary>An agent's local training in one round.</summary>
    Training = 1,

    /// <summary>Random environments.</summary>
    Environment = 2,

    /// <summary>Starting points of a numerical search.</summary>
    Search = 3,

    /// <summary>The agents that the server asks in a round.</summary>
    Participation = 4,

    /// <summary>Agents that drop out.</summary>
    Dropout = 5,

    /// <summary>Trainings that crash.</summary>
    Crash = 6,

    /// <summary>An agent's slowness (round 0), and its delay in a round.</summary>
    Straggler = 7,

    /// <summary>Messages that are lost, duplicated or reordered.</summary>
    Network = 8,

    /// <summary>The bootstrap resamples for the intervals of a report.</summary>
    Resampling = 9,

    /// <summary>The order in which an aggregator puts updates into buckets, by round.</summary>
    Bucketing = 10,

    /// <summary>The Byzantine agents of a run (round 0), and their random numbers in a round.</summary>
    Byzantine = 11,

    /// <summary>What a server draws in a round.</summary>
    Server = 12,

    /// <summary>The first weights of features that are learned.</summary>
    Features = 13,

    /// <summary>Trajectories that policies are scored on.</summary>
    Scoring = 14,

    /// <summary>Trajectories that are recorded to be looked at: one stream per seed, episode (as the round) and type.</summary>
    Simulation = 15,

    /// <summary>The order of simultaneous arrivals at a server without synchronous rounds, by an agent's training.</summary>
    Arrival = 16,
}

/// <summary>
/// Random streams by key instead of by order: a stream depends on its key alone, so an agent that is restarted, moved or late
/// still draws the same numbers.
/// </summary>
public static class RandomStreams
{
    /// <summary>
    /// The version of the bits of an experiment, raised whenever a change of the streams or of the order of sums changes its results.
    /// </summary>
    public const int Version = 3;

    /// <summary>The stream with the given key.</summary>
    /// <param name="purpose">The purpose.</param>
    /// <param name="seed">The run's (or the environment's) seed.</param>
    /// <param name="round">The round, from 1; or another number that distinguishes streams of one seed.</param>
    /// <param name="agent">The agent, from 0; or another such number.</param>
    public static Xoshiro256PlusPlus For(StreamPurpose purpose, ulong seed, long round = 0, long agent = 0)
    {
        // Two chains with different constants absorb the key word by word, so that two keys share a state only when
        // both 64-bit chains collide.
        ulong a = 0x243F6A8885A308D3, b = 0x13198A2E03707344;
        Absorb(ref a, ref b, (ulong)purpose);
        Absorb(ref a, ref b, seed);
        Absorb(ref a, ref b, (ulong)round);
        Absorb(ref a, ref b, (ulong)agent);
        var first = new SplitMix64(a);
        var second = new SplitMix64(b);
        return new Xoshiro256PlusPlus(first.Next(), second.Next(), first.Next(), second.Next() | 1);
    }

    private static void Absorb(ref ulong a, ref ulong b, ulong word)
    {
        a = SplitMix64.Mix((a ^ word) + 0x9E3779B97F4A7C15);
        b = SplitMix64.Mix((b + word) * 0xD1342543DE82EF95 + 0xA4093822299F31D0);
    }
}
