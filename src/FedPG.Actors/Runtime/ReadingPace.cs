namespace FedPG.Actors.Runtime;

/// <summary>How long the reader of a run leaves rounds alone, so that it finds several when it looks again.</summary>
/// <param name="parameters">The length of θ.</param>
/// <param name="capacity">How many rounds can wait.</param>
internal sealed class ReadingPace(int parameters, int capacity)
{
    /// <summary>With parameters of 16 kB and more, scoring takes much less time a round for several together: what it looks at is too large for the nearer caches.</summary>
    private const int LargeParameters = 1 << 11;

    /// <summary>Twice as many as are scored together, so that few are left over.</summary>
    private const int Together = 16;

    /// <summary>Rounds longer than this are reported as they come.</summary>
    private static readonly TimeSpan LongestRound = TimeSpan.FromMilliseconds(4);

    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(1);

    // The server must not wait meanwhile.
    private readonly int _together = Math.Min(Together, capacity / 2);

    /// <summary>The pause after reading all there was; zero is none.</summary>
    /// <param name="rounds">How many rounds were read, at least 1.</param>
    /// <param name="elapsed">In what time since those before them, the pause between and the reader's own work included.</param>
    /// <param name="hasPaused">Whether there was a pause before these.</param>
    public TimeSpan PauseAfter(int rounds, TimeSpan elapsed, bool hasPaused)
    {
        var round = elapsed / rounds;
        if (parameters >= LargeParameters) return round <= LongestRound ? round * _together : TimeSpan.Zero;

        // To be woken for each of many short rounds costs more than some of them do. Pausing every time would leave so many that they get cold.
        return round < ShortPause && !hasPaused ? ShortPause : TimeSpan.Zero;
    }
}
