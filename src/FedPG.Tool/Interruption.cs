using System.Runtime.InteropServices;
using FedPG.Tool.Output;

namespace FedPG.Tool;

/// <summary>
/// Ctrl-C and SIGTERM. The first requests a clean end, and abandons the verb after a grace period; a second one ends the process
/// immediately.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>The grace period for a clean end; together with the end of the process, less than two seconds.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.6);

    private readonly CancellationTokenSource _source = new();
    private readonly TaskCompletionSource _isOver = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;

    public Interruption() => _registrations =
        [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

    public CancellationToken Token => _source.Token;

    /// <summary>The verb's exit code, or that of an interruption if the verb has not ended in time: its remaining work ends with the
    /// process.</summary>
    public async Task<int> EndAsync(Task<int> verb)
    {
        if (await Task.WhenAny(verb, _isOver.Task) == verb) return await verb;
        LeaveBars();
        ErrorLine.Write($"interrupted; work that had not ended after {Grace.TotalSeconds} s was abandoned");
        return ExitCode.Interrupted;
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = Interlocked.Increment(ref _signals) == 1;
        if (!context.Cancel)
        {
            LeaveBars();
            return;
        }

        // A dedicated thread, for the continuation too: the thread pool may be blocked by the work that does not end.
        new Thread(() =>
        {
            Thread.Sleep(Grace);
            _isOver.TrySetResult();
        })
        { IsBackground = true, Name = "fedpg.grace" }.Start();
        _source.Cancel();
    }

    /// <summary>Goes below the progress bars, and shows the cursor, which they hide.</summary>
    private static void LeaveBars()
    {
        LinesAboveBars.Abandon();
        if (!Console.IsErrorRedirected) Terminal.Error.Cursor.Show(true);
    }
}
