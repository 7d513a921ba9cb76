using FedPG.Experiments.Execution;

namespace FedPG.Experiments.Tests.Execution;

public class RunSlotsTests
{
    [Fact]
    public async Task The_limit_of_concurrent_runs_holds_and_a_higher_limit_starts_more()
    {
        var slots = new RunSlots(2);
        var ends = Enumerable.Range(0, 5).Select(_ => new TaskCompletionSource()).ToList();
        var begun = new List<int>();
        var runs = Enumerable.Range(0, 5).Select(i => slots.RunAsync(() => BeginAsync(i), CancellationToken.None)).ToList();
        await UntilAsync(2);
        slots.Resize(3);
        await UntilAsync(3);
        ends[1].SetResult();
        await UntilAsync(4);
        slots.Resize(1);
        ends[0].SetResult();
        ends[2].SetResult();
        await Task.WhenAll(runs[0], runs[1], runs[2]);
        Count().ShouldBe(4);
        ends[3].SetResult();
        await UntilAsync(5);
        ends[4].SetResult();
        await Task.WhenAll(runs);
        begun.ShouldBe([0, 1, 2, 3, 4], ignoreOrder: true);

        Task BeginAsync(int run)
        {
            lock (begun) begun.Add(run);
            return ends[run].Task;
        }

        int Count()
        {
            lock (begun) return begun.Count;
        }

        async Task UntilAsync(int count)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
            while (Count() < count) await timer.WaitForNextTickAsync(limit.Token);
            Count().ShouldBe(count);
        }
    }

    [Fact]
    public async Task A_failed_run_frees_its_slot_and_a_waiting_run_can_be_cancelled()
    {
        var slots = new RunSlots(1);
        await Should.ThrowAsync<InvalidOperationException>(() =>
            slots.RunAsync(() => throw new InvalidOperationException(), CancellationToken.None));
        var end = new TaskCompletionSource();
        var first = slots.RunAsync(() => end.Task, CancellationToken.None);
        using var source = new CancellationTokenSource();
        var second = slots.RunAsync(() => Task.CompletedTask, source.Token);
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        end.SetResult();
        await first;
    }
}
