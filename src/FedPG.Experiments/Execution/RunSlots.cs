namespace FedPG.Experiments.Execution;

/// <summary>
/// How many runs go on at a time, where that changes meanwhile: a cluster has as many cores as its nodes. First come, first served. Safe
/// for use by several threads.
/// </summary>
/// <param name="count">How many at first.</param>
internal sealed class RunSlots(int count)
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = [];
    private int _count = count;
    private int _taken;

    /// <summary>Changes how many there are. Runs that have begun go on.</summary>
    public void Resize(int count)
    {
        lock (_lock)
        {
            _count = count;
            Serve();
        }
    }

    /// <summary>Waits for a place and executes a run there.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Ends the waiting: another run has failed the experiment.</param>
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
