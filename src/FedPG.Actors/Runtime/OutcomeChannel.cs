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

    private readonly Channel<RoundOutcome> _channel =
        Channel.CreateBounded<RoundOutcome>(new BoundedChannelOptions(Capacity(parameters)) { SingleReader = true, SingleWriter = true });

    private readonly ReadingPace _pace = new(parameters, Capacity(parameters));

    /// <summary>The server's end.</summary>
    public ChannelWriter<RoundOutcome> Writer => _channel.Writer;

    /// <summary>The reader's end. Where rounds are short it reads several at a time; see <see cref="ReadingPace"/>.</summary>
    /// <param name="cancellationToken">Ends the reading; the enumeration then throws.</param>
    public async IAsyncEnumerable<RoundOutcome> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var thread = new ReaderThread();
        long since = Stopwatch.GetTimestamp();
        var pause = TimeSpan.Zero;
        while (await _channel.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            int rounds = 0;
            for (; _channel.Reader.TryRead(out var outcome); rounds++)
            {
                // Reading looks at the token only when it has to wait, and a fast server never lets it.
                cancellationToken.ThrowIfCancellationRequested();
                yield return outcome;
            }

            pause = _pace.PauseAfter(Math.Max(rounds, 1), Stopwatch.GetElapsedTime(since), hasPaused: pause > TimeSpan.Zero);
            since = Stopwatch.GetTimestamp();

            // By the machine's clock, since it is about its time: rounds go on meanwhile, and which of them are read together changes no result.
            if (pause > TimeSpan.Zero && !_channel.Reader.Completion.IsCompleted) await thread.Pause(pause);
        }
    }

    private static int Capacity(int parameters) => Math.Clamp(BytesAhead / (sizeof(double) * parameters), LeastAhead, MostAhead);
}
