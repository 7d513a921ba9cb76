namespace FedPG.Tool.Output;

/// <summary>Progress for programs: the status as a line of JSON, once per second.</summary>
/// <param name="progress">The experiment's progress.</param>
/// <param name="clock">Measures the second.</param>
internal sealed class ProgressJson(RunProgress progress, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _due = Interval;

    /// <summary>The lines since the last call: messages as they are, and the status if a second is over.</summary>
    /// <param name="isLast">Whether the experiment is over: its last status is a line in any case.</param>
    public IEnumerable<string> Take(bool isLast)
    {
        foreach (string line in progress.TakeLines()) yield return line;
        var elapsed = clock.GetElapsedTime(_start);
        if (elapsed < _due && !isLast) yield break;
        while (_due <= elapsed) _due += Interval;
        yield return progress.Status().Line();
    }
}
