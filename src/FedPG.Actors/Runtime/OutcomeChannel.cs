using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FedPG.Federation;

namespace FedPG.Actors.Runtime;

/// <summary>What the rounds of a run leave, on its way from the server to the reader: bounded, so that a slow reader slows the run.</summary>
internal sealed class OutcomeChannel(int parameters)
{
    private const int MostAhead = 256;
    private const int LeastAhead = 8;
    private const int BytesAhead = 4 << 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly Channel<RoundOutcome> _channel = Channel.CreateBounded<RoundOutcome>(
        new BoundedChannelOptions(Math.Clamp(BytesAhead / (sizeof(double) * parameters), LeastAhead, MostAhead)) { SingleReader = true, SingleWriter = true });

    /// <summary>The server's end.</summary>
    public ChannelWriter<RoundOutcome> Writer => _channel.Writer;

    /// <summary>The reader's end. Where rounds take less than a millisecond it reads several at a time: to be woken for each costs more than some rounds do.</summary>
    /// <param name="cancellationToken">Ends the reading; the enumeration then throws.</param>
    public async IAsyncEnumerable<RoundOutcome> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long waiting = Stopwatch.GetTimestamp();
        while (await _channel.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            bool areRoundsShort = Stopwatch.GetElapsedTime(waiting) < Pause;
            while (_channel.Reader.TryRead(out var outcome))
            {
                // Reading looks at the token only when it has to wait, and a fast server never lets it.
                cancellationToken.ThrowIfCancellationRequested();
                yield return outcome;
            }

            waiting = Stopwatch.GetTimestamp();
            if (areRoundsShort && !_channel.Reader.Completion.IsCompleted) await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
