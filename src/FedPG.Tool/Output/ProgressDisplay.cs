using FedPG.Experiments.Text;
using Spectre.Console;

namespace FedPG.Tool.Output;

/// <summary>Shows the progress of an experiment on standard error: bars on a terminal, lines elsewhere.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>With more variants than this, bars would leave the screen: one bar stands for all.</summary>
    private const int MostBars = 12;

    /// <summary>The lines of the screen that are not for the bars of variants: the bar of all, the lines around, and one of news.</summary>
    private const int OtherLines = 5;

    private const string All = "all";

    /// <summary>Shows progress until the work is done, and returns its result.</summary>
    public static Task<T> ShowAsync<T>(RunProgress progress, ProgressForm form, Task<T> work) => form switch
    {
        ProgressForm.None => work,
        ProgressForm.Json => WriteLinesAsync(new ProgressJson(progress, TimeProvider.System).Take, work),
        _ when Console.IsErrorRedirected => WriteLinesAsync(Lines(new ProgressLog(progress, TimeProvider.System)), work),
        _ => DrawBarsAsync(progress, work),
    };

    private static Func<bool, IEnumerable<string>> Lines(ProgressLog log) => _ => log.Take();

    /// <summary>Writes lines until the work is done.</summary>
    /// <param name="lines">The lines since the last call, given whether it is the last one.</param>
    /// <param name="work">The work.</param>
    private static async Task<T> WriteLinesAsync<T>(Func<bool, IEnumerable<string>> lines, Task<T> work)
    {
        using var timer = new PeriodicTimer(Interval);
        bool isDone;
        do
        {
            isDone = work.IsCompleted;
            foreach (string line in lines(isDone)) Console.Error.WriteLine(line);
        }
        while (!isDone && await Task.WhenAny(work, timer.WaitForNextTickAsync().AsTask()) is not null);
        return await work;
    }

    private static async Task<T> DrawBarsAsync<T>(RunProgress progress, Task<T> work)
    {
        // One console draws the bars and writes what stands above them; two would overwrite each other's output.
        var console = Terminal.Error;
        await LinesAboveBars.WhileAsync(progress, () => console.Progress()
            .AutoClear(true)
            .Columns(ProgressColumns.Of(
                progress.Variants.Append(All).Max(TerminalColumn.CellsOf), TerminalColumn.CellsOf(RoundsText(progress.Rounds.All))))
            .StartAsync(async context =>
            {
                var bars = Bars(progress, context, console.Profile.Height);
                using var timer = new PeriodicTimer(Interval);
                while (!work.IsCompleted && await Task.WhenAny(work, timer.WaitForNextTickAsync().AsTask()) is not null)
                    Update(console, progress, bars);
                Update(console, progress, bars);
            }));
        return await work;
    }

    private static string RoundsText(long rounds) => $"{NumberText.Count(rounds)} rounds";

    private static List<(string? Variant, ProgressTask Bar)> Bars(RunProgress progress, ProgressContext context, int height)
    {
        var bars = new List<(string?, ProgressTask)>();
        if (progress.Variants.Count <= Math.Min(MostBars, height - OtherLines))
        {
            foreach (string variant in progress.Variants) bars.Add((variant, context.AddTask(variant)));
        }

        bars.Add((null, context.AddTask(All)));
        return bars;
    }

    private static void Update(IAnsiConsole console, RunProgress progress, List<(string? Variant, ProgressTask Bar)> bars)
    {
        // Above the bars, which are drawn again below the line.
        foreach (string line in progress.TakeLines()) console.Write(new LineAboveBars(line));
        foreach (var (variant, bar) in bars)
        {
            var (rounds, total, text) = variant is null
                ? (progress.Rounds.Scored, progress.Rounds.All, progress.Speed())
                : progress.Of(variant);
            bar.MaxValue = total;
            bar.Value = rounds;
            ProgressColumns.Update(bar, RoundsText(rounds), text);
        }
    }
}

/// <summary>How the progress of an experiment is shown.</summary>
internal enum ProgressForm
{
    /// <summary>Bars on a terminal, few lines elsewhere.</summary>
    Text,

    /// <summary>One line of JSON per second.</summary>
    Json,

    /// <summary>Not at all.</summary>
    None,
}
