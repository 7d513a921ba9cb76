using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FedPG.Algorithms;
using FedPG.Federation;

namespace FedPG.Actors.Runtime;

/// <summary>
/// Carries the outcomes of rounds from the server to the reader. The channel is bounded, so a slow reader slows the run down. Short rounds
/// are sent in arrays, when an array is full or a millisecond old: waking the reader can cost more than a short round takes, and several
/// rounds are scored faster together.
/// </summary>
internal sealed class OutcomeChannel
{
    private const int MostAhead = 256;
    private const int LeastAhead = 8;
    private const int BytesAhead = 4 << 20;

    /// <summary>
    /// With parameters of 16 kB or more, scoring several rounds together takes half the time per round, so such rounds may wait for each
    /// other.
    /// </summary>
    private const int LargeParameters = 1 << 11;

    /// <summary>How long an outcome may wait for those of later rounds.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(20);

    private readonly Channel<RoundOutcome[]> _channel;

    /// <param name="algorithm">The run's algorithm: the lengths of θ and of what its agents remember.</param>
    /// <param name="time">The clock; the system's when null.</param>
    public OutcomeChannel(IFederatedAlgorithm algorithm, TimeProvider? time = null)
    {
        int parameters = algorithm.ParameterCount;
        long numbers = parameters + (long)algorithm.Participants * algorithm.AgentStateLength;
        int ahead = (int)Math.Clamp(BytesAhead / (sizeof(double) * numbers), LeastAhead, MostAhead);
        bool isLarge = parameters >= LargeParameters;
        int full = Math.Min(isLarge ? 16 : 64, ahead / 2);
        _channel = Channel.CreateBounded<RoundOutcome[]>(new BoundedChannelOptions(ahead / full) { SingleReader = true });
        Writer = new BatchWriter(
            _channel.Writer, full, isLarge ? LongestWait : TimeSpan.FromMilliseconds(1), time ?? TimeProvider.System);
    }

    /// <summary>The server's end.</summary>
    public ChannelWriter<RoundOutcome> Writer { get; }

    /// <summary>The reader's end.</summary>
    /// <param name="cancellationToken">Stops reading; the enumeration then throws.</param>
    public async IAsyncEnumerable<RoundOutcome> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var outcomes in _channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var outcome in outcomes)
            {
                // The channel checks the token only when it has to wait, and with a fast server it never waits.
                cancellationToken.ThrowIfCancellationRequested();
                yield return outcome;
            }
        }
    }

    /// <summary>Collects rounds into arrays. Only one thread may write.</summary>
    /// <param name="channel">Receives the arrays.</param>
    /// <param name="full">The largest number of rounds in an array.</param>
    /// <param name="age">The time after an array at which the next one is sent even if it is not full.</param>
    /// <param name="time">The clock.</param>
    private sealed class BatchWriter(ChannelWriter<RoundOutcome[]> channel, int full, TimeSpan age, TimeProvider time)
        : ChannelWriter<RoundOutcome>
    {
        private readonly Lock _lock = new();
        private readonly List<RoundOutcome> _batch = new(full);
        private ITimer? _timer;
        private bool _isTimed;
        private bool _isCompleted;
        private long _sent;

        public override bool TryWrite(RoundOutcome item)
        {
            lock (_lock)
            {
                if (_batch.Count == full && !TrySend()) return false;
                _batch.Add(item);
                if (_batch.Count == full || time.GetElapsedTime(_sent) >= age) TrySend();
                if (_batch.Count > 0 && !_isTimed) StartTimer();
                return true;
            }
        }

        public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) =>
            channel.WaitToWriteAsync(cancellationToken);

        public override bool TryComplete(Exception? error = null)
        {
            lock (_lock)
            {
                if (_isCompleted) return false;
                _isCompleted = true;
                _timer?.Dispose();
                if (TrySend()) channel.TryComplete(error);
                else _ = SendLastAsync([.. _batch], error);
                _batch.Clear();
                return true;
            }
        }

        private async Task SendLastAsync(RoundOutcome[] last, Exception? error)
        {
            await channel.WriteAsync(last).ConfigureAwait(false);
            channel.TryComplete(error);
        }

        private void SendLate()
        {
            lock (_lock)
            {
                _isTimed = false;
                if (!TrySend()) StartTimer();
            }
        }

        /// <summary>The next round may take long: a timer sends this one.</summary>
        private void StartTimer()
        {
            _isTimed = true;
            _timer ??= time.CreateTimer(
                static writer => ((BatchWriter)writer!).SendLate(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(LongestWait, Timeout.InfiniteTimeSpan);
        }

        private bool TrySend()
        {
            if (_batch.Count == 0) return true;
            if (!channel.TryWrite([.. _batch])) return false;
            _batch.Clear();
            _sent = time.GetTimestamp();
            return true;
        }
    }
}
