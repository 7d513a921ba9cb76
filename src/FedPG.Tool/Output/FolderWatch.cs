using FedPG.Experiments.Presentation;

namespace FedPG.Tool.Output;

/// <summary>Writes a page about a folder again and again, until its experiment has finished.</summary>
/// <param name="read">Reads the folder.</param>
/// <param name="write">Writes the page, given the time after which the browser loads it again; null if the page is the last one.</param>
/// <param name="period">The time between two pages.</param>
/// <param name="clock">Measures it.</param>
/// <param name="cost">The processor time that this process has used.</param>
internal sealed class FolderWatch(
    Func<WatchedFolder> read, Action<WatchedFolder, TimeSpan?> write, TimeSpan period, TimeProvider clock, Func<TimeSpan> cost)
{
    /// <summary>The share of a core's time that pages may take after the first ones: the experiment may need all cores of this
    /// machine.</summary>
    private const double Share = 0.02;

    /// <summary>The processor time that pages may take in addition: the first ones are worth more, and a process starts slowly.</summary>
    private static readonly TimeSpan Credit = TimeSpan.FromSeconds(1);

    private readonly long _start = clock.GetTimestamp();
    private WatchedFolder? _last;

    /// <summary>The time until the next page: the period, or longer if the pages so far have cost too much.</summary>
    public TimeSpan Pause
    {
        get
        {
            var due = (cost() - Credit) / Share - clock.GetElapsedTime(_start);
            return due > period ? due : period;
        }
    }

    /// <summary>Writes the page once.</summary>
    public void WriteOnce() => write(read(), null);

    /// <summary>Writes pages until the experiment has finished.</summary>
    /// <param name="print">Receives a line for each change of state.</param>
    /// <param name="token">Ends the watch; the last page then no longer loads itself again.</param>
    public async Task RunAsync(Action<string> print, CancellationToken token)
    {
        try
        {
            while (!await Task.Run(() => Step(print), token).WaitAsync(token))
                await Task.Delay(Pause, clock, token);
        }
        catch (OperationCanceledException) when (_last is { } last)
        {
            write(last, null);
            throw;
        }
    }

    /// <summary>Reads the folder, and writes the page.</summary>
    /// <param name="print">Receives a line if the state has changed.</param>
    /// <returns>Whether the experiment has finished.</returns>
    public bool Step(Action<string> print)
    {
        var now = read();

        // Records that are being replaced can be read the next time.
        bool isShown = now.State != WatchState.Unreadable || _last is null or { State: WatchState.Unreadable };
        bool isOver = now.State == WatchState.Finished;
        if (isShown) write(now, isOver ? null : period);
        if (isShown && now.State != _last?.State) print(Line(now));
        _last = now;
        return isOver;
    }

    private static string Line(WatchedFolder now) => now.State switch
    {
        WatchState.NotBegun => "waiting for the first scored round",
        WatchState.Running => "running",
        WatchState.Interrupted => "interrupted; waiting until it is resumed",
        WatchState.Finished => "finished",
        _ => now.Reason,
    };
}
