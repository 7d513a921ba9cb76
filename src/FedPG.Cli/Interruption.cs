using System.Runtime.InteropServices;
using FedPG.Cli.Output;

namespace FedPG.Cli;

/// <summary>
/// Ctrl-C and SIGTERM. The first asks for a clean end, and ends the verb in any case after a short time; a second one ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>How long a verb may take for a clean end; with what the process itself needs to end, less than two seconds.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.6);

    private readonly CancellationTokenSource _source = new();
    private readonly TaskCompletionSource _isOver = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;

    public Interruption() => _registrations =
        [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

    public CancellationToken Token => _source.Token;

    /// <summary>The verb's exit code, or that of an interruption when it has not ended in time: what it still does then ends with the process.</summary>
    public async Task<int> EndAsync(Task<int> verb)
    {
        if (await Task.WhenAny(verb, _isOver.Task) == verb) return await verb;
        ShowCursor();
        ErrorLine.Write($"interrupted; what had not ended after {Grace.TotalSeconds} s was abandoned");
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
            ShowCursor();
            return;
        }

        // On a thread of its own, and the continuation too: the pool may be busy with what does not end.
        new Thread(() =>
        {
            Thread.Sleep(Grace);
            _isOver.TrySetResult();
        })
        { IsBackground = true, Name = "fedpg.grace" }.Start();
        _source.Cancel();
    }

    /// <summary>Progress bars hide it.</summary>
    private static void ShowCursor()
    {
        if (!Console.IsErrorRedirected) Terminal.Error.Cursor.Show(true);
    }
}
