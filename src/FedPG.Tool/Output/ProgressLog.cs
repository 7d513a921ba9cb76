using FedPG.Experiments.Text;

namespace FedPG.Tool.Output;

/// <summary>
/// Progress without a terminal: one line per minute, and from the first minute on a line for each run that begins or ends. A command that
/// takes seconds prints none.
/// </summary>
internal sealed class ProgressLog(RunProgress progress, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _due = Interval;
    private int _begun;

    /// <summary>The lines since the last call.</summary>
    public IEnumerable<string> Take()
    {
        foreach (string line in progress.TakeLines()) yield return line;
        var elapsed = clock.GetElapsedTime(_start);
        bool isLong = elapsed >= Interval;
        foreach (var run in progress.TakeBegun())
        {
            _begun++;
            if (isLong) yield return $"{run.Run}: begins ({NumberText.Count(_begun)} of {NumberText.Count(progress.Runs)})";
        }

        foreach (var run in progress.TakeEnded())
        {
            if (!isLong) continue;
            string end = run.Completed ? "" : " (not completed)";
            yield return $"{run.Run}: {NumberText.Count(run.Rounds)} rounds, objective {NumberText.Value(run.Objective)}, "
                + $"{NumberText.Speed(run.EnvironmentStepsPerSecond)}{end}";
        }

        if (elapsed < _due) yield break;
        while (_due <= elapsed) _due += Interval;
        yield return State(elapsed);
    }

    private string State(TimeSpan elapsed)
    {
        string time = NumberText.Duration(elapsed.TotalSeconds);
        var (scored, all) = progress.Rounds;
        if (progress.Ended == progress.Runs) return $"{time}: all runs have ended; reference values and the report are computed";
        string left = scored > 0 ? $", about {NumberText.Duration(elapsed.TotalSeconds * (all - scored) / scored)} left" : "";
        return $"{time}: {NumberText.Count(progress.Ended)} of {NumberText.Count(progress.Runs)} runs have ended; "
            + $"{NumberText.Count(scored)} of {NumberText.Count(all)} rounds ({100 * scored / Math.Max(1, all)} %){left}";
    }
}
