using System.Diagnostics.CodeAnalysis;
using FedPG.Actors.Protocol;

namespace FedPG.Actors.Runtime;

/// <summary>
/// The request of each round, the same object for all agents. Where these are very many it is made many rounds before: by then the collector counts it among
/// what is old, and does not stop all threads to look at every agent that was sent it.
/// </summary>
/// <param name="agents">How many agents get it.</param>
internal sealed class RequestShelf(int agents)
{
    /// <summary>With fewer agents there is little to look at, and what an old object refers to is collected late.</summary>
    private const int Many = 10_000;

    private const int Rounds = 64;

    private readonly Lock _lock = new();
    private readonly Queue<TrainingRequest> _ahead = new(Enumerable.Range(0, agents < Many ? 0 : Rounds).Select(_ => TrainingRequest.Ahead()));
    private TrainingRequest? _latest;

    /// <summary>The request to train for a round; any thread may ask for it.</summary>
    public TrainingRequest For(Broadcast broadcast)
    {
        if (IsLatest(broadcast, out var latest)) return latest;
        lock (_lock)
        {
            if (IsLatest(broadcast, out latest)) return latest;
            _ahead.Enqueue(TrainingRequest.Ahead());
            var next = _ahead.Dequeue().Of(broadcast);
            Volatile.Write(ref _latest, next);
            return next;
        }
    }

    private bool IsLatest(Broadcast broadcast, [NotNullWhen(true)] out TrainingRequest? latest)
    {
        latest = Volatile.Read(ref _latest);
        return latest is not null && ReferenceEquals(latest.Broadcast, broadcast);
    }
}
