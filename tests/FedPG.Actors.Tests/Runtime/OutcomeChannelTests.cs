using FedPG.Actors.Runtime;
using FedPG.Federation;
using Microsoft.Extensions.Time.Testing;

namespace FedPG.Actors.Tests.Runtime;

/// <summary>When the outcomes of rounds reach the reader, in virtual time.</summary>
public sealed class OutcomeChannelTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly OutcomeChannel _channel;
    private readonly IAsyncEnumerator<RoundOutcome> _reader;
    private int _written;

    public OutcomeChannelTests()
    {
        _channel = new OutcomeChannel(FederationCatalogue.Default.CreateAlgorithm(Federations.Synthetic()), _time);
        _reader = _channel.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
    }

    [Fact]
    public async Task An_outcome_after_a_quiet_time_is_sent_immediately()
    {
        await WriteFirstAsync();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Write();
        await ReadAsync(1);
    }

    [Fact]
    public async Task Outcomes_in_quick_succession_are_sent_when_there_are_64()
    {
        await WriteFirstAsync();
        for (int i = 0; i < 63; i++) Write();
        var next = _reader.MoveNextAsync().AsTask();
        next.IsCompleted.ShouldBeFalse();
        Write();
        (await next).ShouldBeTrue();
        await ReadAsync(63);
    }

    [Fact]
    public async Task The_timer_sends_an_outcome_that_no_other_follows()
    {
        await WriteFirstAsync();
        Write();
        var next = _reader.MoveNextAsync().AsTask();
        next.IsCompleted.ShouldBeFalse();
        _time.Advance(OutcomeChannel.LongestWait);
        (await next).ShouldBeTrue();
        _reader.Current.Round.ShouldBe(1);
    }

    [Fact]
    public async Task The_timer_tries_again_after_it_found_the_channel_full()
    {
        await WriteFirstAsync();
        for (int i = 0; i < 4 * 64 + 1; i++) Write();
        _time.Advance(OutcomeChannel.LongestWait);
        await ReadAsync(4 * 64);
        _time.Advance(OutcomeChannel.LongestWait);
        await ReadAsync(1);
    }

    [Fact]
    public async Task The_last_outcomes_arrive_before_the_end_without_the_timer()
    {
        await WriteFirstAsync();
        Write();
        _channel.Writer.TryComplete().ShouldBeTrue();
        await ReadAsync(1);
        (await _reader.MoveNextAsync()).ShouldBeFalse();
        _time.Advance(OutcomeChannel.LongestWait);
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    /// <summary>Writes and reads one outcome: the first is sent immediately.</summary>
    private async Task WriteFirstAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        Write();
        await ReadAsync(1);
    }

    private void Write() =>
        _channel.Writer.TryWrite(new RoundOutcome(_written++, Parameters: [], Participants: 0, default, default)).ShouldBeTrue();

    private async Task ReadAsync(int count)
    {
        for (int i = 0; i < count; i++)
            (await _reader.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();
    }
}
