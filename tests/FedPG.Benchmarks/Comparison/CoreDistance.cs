using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace FedPG.Benchmarks.Comparison;

/// <summary>
/// The distance between two cores. Virtual cores move: within minutes the same two may share a cache or be in different sockets, and shared
/// data then costs several times as much.
/// </summary>
internal static class CoreDistance
{
    private const int Trips = 20_000;

    /// <summary>The nanoseconds until a thread sees another thread's answer to its write; the median of several tries.</summary>
    public static double RoundTrip() => Enumerable.Range(0, 9).Select(_ => Try()).Order().ElementAt(4);

    private static double Try()
    {
        var (ball, answer) = (new Line(), new Line());
        var other = new Thread(() =>
        {
            for (int trip = 1; trip <= Trips; trip++)
            {
                while (Volatile.Read(ref ball.Value) < trip) { }
                Volatile.Write(ref answer.Value, trip);
            }
        });
        other.Start();
        long start = 0;
        for (int trip = 1; trip <= Trips; trip++)
        {
            Volatile.Write(ref ball.Value, trip);
            while (Volatile.Read(ref answer.Value) < trip) { }
            if (trip == 1) start = Stopwatch.GetTimestamp(); // The other thread runs from here on.
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        other.Join();
        return seconds / (Trips - 1) * 1e9;
    }

    /// <summary>A number with its own cache lines.</summary>
    private sealed class Line
    {
        public int Value;
        private Padding _padding;

        public ref Padding Rest => ref _padding;
    }

    [InlineArray(128)]
    private struct Padding
    {
        private byte _first;
    }
}
