using System.Collections.Concurrent;
using FedPG.Random;

namespace FedPG.Experiments.Statistics;

/// <summary>
/// The resamples of a stratified bootstrap: from each stratum as many runs as it has, drawn with replacement. They depend on the sizes
/// alone, so a report gives the same intervals whenever and wherever it is made.
/// </summary>
internal sealed class Resamples
{
    /// <summary>How many there are.</summary>
    public const int Count = 2_000;

    private const int MostKept = 64;

    private static readonly ConcurrentDictionary<string, Resamples> Kept = new();

    private readonly ushort[] _counts;
    private readonly int _runs;

    private Resamples(ReadOnlySpan<int> strata, long sample)
    {
        foreach (int size in strata) _runs += size;
        _counts = new ushort[Count * _runs];
        for (int stratum = 0, first = 0; stratum < strata.Length; first += strata[stratum++])
        {
            var random = RandomStreams.For(StreamPurpose.Resampling, seed: (ulong)strata[stratum], round: stratum, agent: sample);
            for (int resample = 0; resample < Count; resample++)
            {
                var counts = _counts.AsSpan(resample * _runs + first, strata[stratum]);
                for (int draw = 0; draw < counts.Length; draw++) counts[random.NextInt32(counts.Length)]++;
            }
        }
    }

    /// <summary>The resamples of strata with these sizes.</summary>
    /// <param name="strata">How many runs each has.</param>
    /// <param name="sample">Two samples that are compared have different numbers: they are resampled independently of each other.</param>
    public static Resamples Of(ReadOnlySpan<int> strata, long sample = 0)
    {
        string key = $"{sample}:{string.Join(',', strata.ToArray())}";
        if (Kept.TryGetValue(key, out var known)) return known;
        if (Kept.Count >= MostKept) Kept.Clear();
        return Kept[key] = new Resamples(strata, sample);
    }

    /// <summary>How often a resample has each run, [runs], stratum by stratum.</summary>
    public ReadOnlySpan<ushort> Counts(int resample) => _counts.AsSpan(resample * _runs, _runs);
}
