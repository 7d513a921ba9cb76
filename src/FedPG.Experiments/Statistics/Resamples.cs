using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using FedPG.Random;

namespace FedPG.Experiments.Statistics;

/// <summary>
/// The resamples of a stratified bootstrap: from each stratum as many runs as it has, drawn with replacement. They depend only on the
/// sizes, so a report always has the same intervals. With few runs many resamples are equal; equal ones are stored once.
/// </summary>
internal sealed class Resamples
{
    /// <summary>The number of resamples.</summary>
    public const int Count = 2_000;

    private const int MostKept = 64;

    private static readonly ConcurrentDictionary<string, Resamples> Kept = new();

    private readonly ushort[] _counts;
    private readonly int[] _place = new int[Count];
    private readonly int _runs;

    private Resamples(ReadOnlySpan<int> strata, long sample)
    {
        foreach (int size in strata) _runs += size;
        ushort[] drawn = Draw(strata, sample);
        var places = new Dictionary<string, int>();
        var distinct = new List<ushort>();
        for (int resample = 0; resample < Count; resample++)
        {
            var counts = drawn.AsSpan(resample * _runs, _runs);
            string key = new(MemoryMarshal.Cast<ushort, char>(counts));
            if (places.TryAdd(key, places.Count)) distinct.AddRange(counts);
            _place[resample] = places[key];
        }

        _counts = [.. distinct];
        Distinct = places.Count;
    }

    /// <summary>The number of distinct resamples.</summary>
    public int Distinct { get; }

    /// <summary>The index of each resample among the distinct ones, [<see cref="Count"/>].</summary>
    public ReadOnlySpan<int> Place => _place;

    /// <summary>The resamples of strata with these sizes.</summary>
    /// <param name="strata">The number of runs in each stratum.</param>
    /// <param name="sample">The number of the sample: samples with different numbers are resampled independently of each other.</param>
    public static Resamples Of(ReadOnlySpan<int> strata, long sample = 0)
    {
        string key = $"{sample}:{string.Join(',', strata.ToArray())}";
        if (Kept.TryGetValue(key, out var known)) return known;
        if (Kept.Count >= MostKept) Kept.Clear();
        return Kept[key] = new Resamples(strata, sample);
    }

    /// <summary>The multiplicity of each run in a resample, [runs], stratum by stratum.</summary>
    public ReadOnlySpan<ushort> Counts(int resample) => DistinctCounts(_place[resample]);

    /// <summary>The multiplicity of each run in a distinct resample, [runs], stratum by stratum.</summary>
    public ReadOnlySpan<ushort> DistinctCounts(int distinct) => _counts.AsSpan(distinct * _runs, _runs);

    private ushort[] Draw(ReadOnlySpan<int> strata, long sample)
    {
        var drawn = new ushort[Count * _runs];
        for (int stratum = 0, first = 0; stratum < strata.Length; first += strata[stratum++])
        {
            var random = RandomStreams.For(StreamPurpose.Resampling, seed: (ulong)strata[stratum], round: stratum, agent: sample);
            for (int resample = 0; resample < Count; resample++)
            {
                var counts = drawn.AsSpan(resample * _runs + first, strata[stratum]);
                for (int draw = 0; draw < counts.Length; draw++) counts[random.NextInt32(counts.Length)]++;
            }
        }

        return drawn;
    }
}
