using FedPG.Experiments.Presentation;

namespace FedPG.Tool.Output;

/// <summary>Writes a page about a folder again and again, until its experiment has finished.</summary>
/// <param name="read">Reads the folder.</param>
/// <param name="write">Writes the page, given the time after which the browser loads it again; null if the page is the last one.</param>
/// <param name="period">The time between two pages.</param>
/// <param name="clock">Measures it.</param>
/// <param name="cost">The processor time that this process has used.</param>
/// <param name="cores">The number of cores of this machine.</param>
internal sealed class FolderWatch(
    Func<WatchedFolder> read, Action<WatchedFolder, TimeSpan?> write, TimeSpan period, TimeProvider clock, Func<TimeSpan> cost, int cores)
{
    /// <summary>The share of this machine that pages may take: the experiment may need all of it.</summary>
    private const double Share = 0.0075;

    /// <summary>The processor time that pages may take in addition: early ones are worth more.</summary>
    private static readonly TimeSpan Credit = TimeSpan.FromSeconds(0.5);

    private readonly long _start = clock.GetTimestamp();
    private TimeSpan? _free;
    private WatchedFolder? _shown;
    private bool _isUnreadable;

    /// <summary>The time until the next page: the period, or longer if the pages after the first have cost too much.</summary>
    public TimeSpan Pause
    {
        get
        {
            var spent = cost() - (_free ?? cost()) - Credit;
            var due = spent / (Share * cores) - clock.GetElapsedTime(_start);
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
        while (!token.IsCancellationRequested)
        {
            if (await Task.Run(() => Step(print), CancellationToken.None)) return;
            await AwaitNextAsync(token);
        }

        if (_shown is not null) write(_shown, null);
        token.ThrowIfCancellationRequested();
    }

    /// <summary>Waits until the next page is due, or until the experiment's process has ended. Meanwhile the page has its present
    /// state.</summary>
    private async Task AwaitNextAsync(CancellationToken token)
    {
        for (bool isDue = false; !isDue && !token.IsCancellationRequested;)
        {
            isDue = Pause <= period;
            await Task.Delay(period, clock, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            isDue |= !token.IsCancellationRequested && !isDue && !await Task.Run(TryRenew, CancellationToken.None);
        }
    }

    /// <summary>Writes the page of the same records with the present state of the process.</summary>
    /// <returns>Whether there is such a process.</returns>
    public bool TryRenew()
    {
        if (_shown?.WithPresentStatus() is not { } now) return false;
        write(now, period);
        _shown = now;
        return true;
    }

    /// <summary>Reads the folder, and writes the page.</summary>
    /// <param name="print">Receives a line if the state has changed.</param>
    /// <returns>Whether the experiment has finished.</returns>
    public bool Step(Action<string> print)
    {
        var now = read();

        // Records that are being replaced can be read the next time.
        bool isUnreadable = now.State == WatchState.Unreadable, wasUnreadable = _isUnreadable;
        _isUnreadable = isUnreadable;
        if (isUnreadable && !wasUnreadable && _shown is not null) return false;
        bool isOver = now.State == WatchState.Finished;
        write(now, isOver ? null : period);
        if (now.State != _shown?.State) print(Line(now));
        _shown = now;

        // The first page of an experiment is late as it is: the process has just started.
        if (now.Content is not null) _free ??= cost();
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
