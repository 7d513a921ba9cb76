namespace FedPG.Experiments.Execution;

/// <summary>
/// Limits the number of concurrent runs. The limit can change while runs execute, as a cluster's cores do. First come, first served.
/// Thread-safe.
/// </summary>
/// <param name="count">The initial limit.</param>
internal sealed class RunSlots(int count)
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = [];
    private int _count = count;
    private int _taken;

    /// <summary>Changes the limit. Runs that have started continue.</summary>
    public void Resize(int count)
    {
        lock (_lock)
        {
            _count = count;
            Serve();
        }
    }

    /// <summary>Waits for a free slot and executes a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Cancels the wait: another run has failed the experiment.</param>
    public async Task RunAsync(Func<Task> run, CancellationToken cancellationToken)
    {
        await TakeAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await run().ConfigureAwait(false);
        }
        finally
        {
            Release();
        }
    }

    private Task TakeAsync()
    {
        lock (_lock)
        {
            var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(place);
            Serve();
            return place.Task;
        }
    }

    private void Release()
    {
        lock (_lock)
        {
            _taken--;
            Serve();
        }
    }

    private void Serve()
    {
        while (_taken < _count && _waiting.TryDequeue(out var place))
        {
            _taken++;
            place.SetResult();
        }
    }
}
