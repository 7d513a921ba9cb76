using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using FedPG.Algorithms;

namespace FedPG.TestKit.Scripting;

/// <summary>The real faults of a script, applied to trainings: some throw, some wait.</summary>
internal sealed class TrainingIncidents(FaultScript script) : IDisposable
{
    private readonly ConcurrentDictionary<(int Round, int Agent), int> _trainings = [];
    private readonly ConcurrentDictionary<(int Round, int Agent), TaskCompletionSource> _arrivals = [];
    private readonly ManualResetEventSlim _release = new();
    private readonly ManualResetEventSlim _end = new();

    /// <summary>Completes when a training has begun to wait.</summary>
    public Task Arrival(int round, int agent) => ArrivalOf((round, agent)).Task;

    /// <summary>Lets the held trainings continue.</summary>
    public void Release() => _release.Set();

    /// <summary>Lets the stuck trainings end too: their actors are gone, but the pool needs their threads.</summary>
    public void End()
    {
        _release.Set();
        _end.Set();
    }

    /// <summary>Called at the beginning of every training, on its thread.</summary>
    public void Apply(LocalTask task)
    {
        var key = (task.Round, task.Agent);
        int training = _trainings.AddOrUpdate(key, 1, (_, count) => count + 1);
        switch (script.Find(task.Round, task.Agent))
        {
            case ScriptedFault.FailedTraining failed when training <= failed.Times:
                ExceptionDispatchInfo.Throw(failed.Reason);
                break;
            case ScriptedFault.StuckTraining stuck when training == 1:
                ArrivalOf(key).TrySetResult();
                (stuck.IsReleased ? _release : _end).Wait();
                break;
        }
    }

    public void Dispose()
    {
        _release.Dispose();
        _end.Dispose();
    }

    private TaskCompletionSource ArrivalOf((int Round, int Agent) key) =>
        _arrivals.GetOrAdd(key, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
