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
    private readonly TrainingRequest[] _ahead = [.. Enumerable.Range(0, agents < Many ? 0 : Rounds).Select(_ => TrainingRequest.Ahead())];
    private TrainingRequest? _latest;
    private int _next;

    /// <summary>The request to train for a round; any thread may ask for it.</summary>
    public TrainingRequest For(Broadcast broadcast)
    {
        if (IsFor(broadcast, out var latest)) return latest!;
        lock (_lock)
        {
            if (!IsFor(broadcast, out latest)) Volatile.Write(ref _latest, latest = Next().Of(broadcast));
            return latest!;
        }
    }

    private bool IsFor(Broadcast broadcast, out TrainingRequest? latest)
    {
        latest = Volatile.Read(ref _latest);
        return ReferenceEquals(latest?.Broadcast, broadcast);
    }

    private TrainingRequest Next()
    {
        if (_ahead.Length == 0) return TrainingRequest.Ahead();
        int place = _next++ % Rounds;
        var next = _ahead[place];
        _ahead[place] = TrainingRequest.Ahead();
        return next;
    }
}
