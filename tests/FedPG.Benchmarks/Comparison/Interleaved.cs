using System.Diagnostics;

namespace FedPG.Benchmarks.Comparison;

/// <summary>Measures alternatives in turns within one process, so that a busy machine slows all of them equally.</summary>
internal static class Interleaved
{
    private const int Turns = 7;

    /// <summary>The median seconds of each alternative, after one unmeasured turn.</summary>
    public static async Task<double[]> MediansAsync(params Func<Task>[] alternatives)
    {
        var seconds = alternatives.Select(_ => new List<double>()).ToArray();
        for (int turn = 0; turn <= Turns; turn++)
        {
            for (int i = 0; i < alternatives.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                await alternatives[i]();
                if (turn > 0) seconds[i].Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        return [.. seconds.Select(times => times.Order().ElementAt(times.Count / 2))];
    }

    /// <summary>The median seconds of synchronous alternatives.</summary>
    public static Task<double[]> MediansAsync(params Action[] alternatives) =>
        MediansAsync([.. alternatives.Select<Action, Func<Task>>(action => () =>
    {
        action();
        return Task.CompletedTask;
    })]);
}
