using System.Runtime.CompilerServices;

namespace FedPG.Actors.Runtime;

/// <summary>
/// Where the reader of a run sleeps, and goes on after it. It has a thread of its own for that, since a timer's and then the pool's, which looks for more work
/// before it sleeps, take the core from the training threads far more often than this one does.
/// </summary>
/// <remarks>One pause at a time. The thread begins with the first pause.</remarks>
internal sealed class ReaderThread : IDisposable
{
    private readonly AutoResetEvent _hasPause = new(initialState: false);
    private TimeSpan _pause;
    private Action? _goOn;
    private Thread? _thread;
    private volatile bool _isEnded;

    /// <summary>A pause; what awaits it goes on on this thread.</summary>
    /// <param name="pause">How long, in whole milliseconds: what is left of them is cut off.</param>
    public PauseAwaiter Pause(TimeSpan pause) => new(this, pause);

    /// <summary>Ends the thread, which may be the caller, when it has nothing more to do.</summary>
    public void Dispose()
    {
        _isEnded = true;
        if (_thread is null) _hasPause.Dispose();
        else _hasPause.Set();
    }

    private void Begin(TimeSpan pause, Action goOn)
    {
        (_pause, _goOn) = (pause, goOn);
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "fedpg.reader" };
            _thread.Start();
        }

        _hasPause.Set();
    }

    private void Run()
    {
        while (true)
        {
            _hasPause.WaitOne();
            if (_isEnded) break;

            // Nobody but the reader is kept waiting: this is no thread of a pool's.
            Thread.Sleep(_pause);
            _goOn!();
        }

        _hasPause.Dispose();
    }

    /// <summary>Awaits a pause.</summary>
    public readonly struct PauseAwaiter(ReaderThread thread, TimeSpan pause) : ICriticalNotifyCompletion
    {
        /// <summary>Never: there is a pause.</summary>
        public bool IsCompleted => false;

        /// <summary>Itself.</summary>
        public PauseAwaiter GetAwaiter() => this;

        /// <summary>Nothing comes of it.</summary>
        public void GetResult()
        {
        }

        /// <inheritdoc/>
        public void OnCompleted(Action continuation) => thread.Begin(pause, continuation);

        /// <inheritdoc/>
        public void UnsafeOnCompleted(Action continuation) => thread.Begin(pause, continuation);
    }
}
