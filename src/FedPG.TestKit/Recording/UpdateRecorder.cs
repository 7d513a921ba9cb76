using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;

namespace FedPG.TestKit.Recording;

/// <summary>Notes whose updates are in the partial aggregates that the server averages: those of an edge that was lost with its sum are not.</summary>
internal sealed class UpdateRecorder : IAveragingObserver
{
    private readonly ConditionalWeakTable<EdgeUpdate, IReadOnlyList<int>> _sums = [];
    private readonly ConcurrentDictionary<int, (ImmutableArray<AveragedUpdate> Averaged, ImmutableArray<int> Refused)> _rounds = [];

    public (ImmutableArray<AveragedUpdate> Averaged, ImmutableArray<int> Refused) this[int round] =>
        _rounds.TryGetValue(round, out var record) ? record : ([], []);

    public void Summed(EdgeUpdate sum, IReadOnlyList<int> agents) => _sums.Add(sum, agents);

    public void Averaged(Broadcast broadcast, ReadOnlySpan<EdgeUpdate> edges)
    {
        var averaged = ImmutableArray.CreateBuilder<AveragedUpdate>();
        var refused = ImmutableArray.CreateBuilder<int>();
        foreach (var edge in edges)
        {
            refused.AddRange(edge.Refused);
            if (!_sums.TryGetValue(edge, out var agents)) continue;
            foreach (int agent in agents)
            {
                var work = broadcast.Attendance[agent];
                averaged.Add(new AveragedUpdate(agent, work.Broadcast, work.Weight));
            }
        }

        _rounds[broadcast.Round] = (averaged.ToImmutable(), refused.ToImmutable());
    }
}
