using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using FedPG.Federation;
using FedPG.Participation;

namespace FedPG.TestKit.Recording;

/// <summary>Stores the outcomes of a test cluster's server. To pause the server before a round, the channel is full.</summary>
internal sealed class RoundLog(RecordingAggregator recorder, IRoundSchedule schedule, IEnumerable<int> pauses) : ChannelWriter<RoundOutcome>
{
    private readonly Lock _lock = new();
    private readonly SortedSet<int> _pauses = [.. pauses];
    private readonly SortedDictionary<int, RoundRecord> _rounds = [];
    private readonly Dictionary<int, TaskCompletionSource<RoundRecord>> _awaited = [];
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableArray<int> _refused = [];
    private TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the run has ended, with the error of a failed run.</summary>
    public Task End => _end.Task;

    public IReadOnlyList<RoundRecord> Rounds
    {
        get
        {
            lock (_lock) return [.. _rounds.Values];
        }
    }

    /// <summary>Completes when a round has closed.</summary>
    public Task<RoundRecord> Closed(int round)
    {
        lock (_lock)
        {
            if (_rounds.TryGetValue(round, out var record)) return Task.FromResult(record);
            if (!_awaited.TryGetValue(round, out var awaited))
            {
                _awaited[round] = awaited = new TaskCompletionSource<RoundRecord>(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return awaited.Task;
        }
    }

    /// <summary>Lets the run continue to the next pause.</summary>
    public void Resume()
    {
        lock (_lock)
        {
            _pauses.RemoveWhere(round => round <= _rounds.Keys.LastOrDefault() + 1);
            _room.TrySetResult();
            _room = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Stores the outcome; false makes the server wait before the next round.</summary>
    public override bool TryWrite([MaybeNullWhen(false)] RoundOutcome item)
    {
        lock (_lock)
        {
            if (!_rounds.ContainsKey(item!.Round)) Store(item);
            return !_pauses.Contains(item.Round + 1);
        }
    }

    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock) return IsPaused ? new ValueTask<bool>(Room()) : ValueTask.FromResult(true);
    }

    public override bool TryComplete(Exception? error = null) => error is null ? _end.TrySetResult() : _end.TrySetException(error);

    private bool IsPaused => _pauses.Contains(_rounds.Keys.LastOrDefault() + 1);

    private async Task<bool> Room()
    {
        await _room.Task.ConfigureAwait(false);
        return true;
    }

    private void Store(RoundOutcome outcome)
    {
        var record = new RoundRecord(outcome, Averaged(outcome), outcome.Refused);
        _refused = outcome.Refused;
        _rounds.Add(outcome.Round, record);
        if (_awaited.TryGetValue(outcome.Round, out var awaited)) awaited.TrySetResult(record);
    }

    private ImmutableArray<AveragedUpdate> Averaged(RoundOutcome outcome)
    {
        if (outcome.Round == 0) return [];
        var attendance = schedule.Next(_refused);
        return [.. recorder.AveragedIn(outcome)
            .Select(agent => new AveragedUpdate(agent, attendance[agent].Broadcast, attendance[agent].Weight))];
    }
}
