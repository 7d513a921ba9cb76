using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FedPG.Federation;

namespace FedPG.Tests.Federation;

public class OutcomeBatchesTests
{
    private readonly Channel<RoundOutcome> _rounds = Channel.CreateUnbounded<RoundOutcome>();

    [Fact]
    public async Task Available_rounds_are_grouped()
    {
        Write(0, 1, 2, 3, 4);
        _rounds.Writer.Complete();
        (await GroupsAsync(size: 2)).ShouldBe(["0 1", "2 3", "4"]);
    }

    [Fact]
    public async Task A_group_does_not_wait_for_a_future_round()
    {
        Write(0, 1);
        await using var groups = Groups(size: 10).GetAsyncEnumerator();
        (await groups.MoveNextAsync()).ShouldBeTrue();
        groups.Current.Select(round => round.Round).ShouldBe([0, 1]);
        var next = groups.MoveNextAsync();
        next.IsCompleted.ShouldBeFalse();
        Write(2);
        _rounds.Writer.Complete();
        (await next).ShouldBeTrue();
        groups.Current.Select(round => round.Round).ShouldBe([2]);
        (await groups.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_failure_comes_after_the_preceding_rounds()
    {
        Write(0, 1);
        _rounds.Writer.Complete(new InvalidOperationException("failed"));
        await using var groups = Groups(size: 10).GetAsyncEnumerator();
        (await groups.MoveNextAsync()).ShouldBeTrue();
        groups.Current.Count.ShouldBe(2);
        (await Should.ThrowAsync<InvalidOperationException>(async () => await groups.MoveNextAsync())).Message.ShouldBe("failed");
    }

    [Fact]
    public async Task A_round_can_end_its_group()
    {
        Write(0, 1, 2, 3, 4);
        _rounds.Writer.Complete();
        (await GroupsAsync(size: 10, isLast: round => round.Round % 2 == 1)).ShouldBe(["0 1", "2 3", "4"]);
    }

    [Fact]
    public async Task A_reader_that_leaves_cancels_the_wait_and_then_disposes_the_rounds()
    {
        bool hasEnded = false;
        await foreach (var group in Endless().TogetherAsync(size: 10))
        {
            group.Count.ShouldBe(1);
            break;
        }

        hasEnded.ShouldBeTrue();

        async IAsyncEnumerable<RoundOutcome> Endless([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            try
            {
                yield return new RoundOutcome(0, [], 0, default, default);
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                await Task.Yield();
                hasEnded = true;
            }
        }
    }

    [Fact]
    public async Task The_readers_own_error_is_the_one_reported()
    {
        Write(0);
        var error = await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in Groups(size: 10)) throw new InvalidOperationException("the reader's own");
        });
        error.Message.ShouldBe("the reader's own");
    }

    private void Write(params int[] rounds)
    {
        foreach (int round in rounds) _rounds.Writer.TryWrite(new RoundOutcome(round, [], 0, default, default)).ShouldBeTrue();
    }

    private IAsyncEnumerable<IReadOnlyList<RoundOutcome>> Groups(int size, Func<RoundOutcome, bool>? isLast = null) =>
        _rounds.Reader.ReadAllAsync().TogetherAsync(size, isLast);

    private async Task<List<string>> GroupsAsync(int size, Func<RoundOutcome, bool>? isLast = null)
    {
        var groups = new List<string>();
        await foreach (var group in Groups(size, isLast)) groups.Add(string.Join(' ', group.Select(round => round.Round)));
        return groups;
    }
}
