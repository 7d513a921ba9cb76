using System.Collections.Concurrent;
using FedPG.Actors.Dispatch;

namespace FedPG.Actors.Tests.Dispatch;

public sealed class OutboxTests : PoolTest
{
    [Fact]
    public void What_is_kept_back_is_sent_once_a_thread_has_nothing_else_to_do()
    {
        var pool = Pool(threads: 1);
        using var done = new ManualResetEventSlim();
        var order = new ConcurrentQueue<string>();
        var outbox = new Outbox(() =>
        {
            order.Enqueue("sent");
            done.Set();
        });
        pool.TryAdd(new Work(() =>
        {
            // It may be sent early, where work takes long: then there is more to send.
            foreach (int i in (int[])[1, 2, 3])
            {
                pool.TryAdd(new Work(() =>
                {
                    order.Enqueue("work");
                    ComputeThread.Current!.SendLater(outbox);
                }));
            }
        }));
        done.Wait(Patience).ShouldBeTrue();
        SpinWait.SpinUntil(() => order.Count(what => what == "work") == 3 && order.Last() == "sent", Patience).ShouldBeTrue();
        order.First().ShouldBe("work");
    }

    [Fact]
    public void What_is_kept_back_is_sent_after_work_that_took_long_whatever_else_there_is_to_do()
    {
        var pool = Pool(threads: 1);
        using var sent = new ManualResetEventSlim();
        using var next = new CountdownEvent(1);
        bool wasSent = false;
        pool.TryAdd(new Work(() =>
        {
            pool.TryAdd(new Work(() =>
            {
                wasSent = sent.IsSet;
                next.Signal();
            }));
            ComputeThread.Current!.SendLater(new Outbox(sent.Set));
            long began = Environment.TickCount64;
            SpinWait.SpinUntil(() => Environment.TickCount64 != began, Patience).ShouldBeTrue();
        }));
        next.Wait(Patience).ShouldBeTrue();
        wasSent.ShouldBeTrue();
    }

    [Fact]
    public void What_may_be_kept_back_for_long_is_sent_once_there_is_nothing_else_to_do()
    {
        var pool = Pool(threads: 1);
        using var sent = new ManualResetEventSlim();
        bool wasSent = true;
        pool.TryAdd(new Work(() =>
        {
            pool.TryAdd(new Work(() => wasSent = sent.IsSet));
            ComputeThread.Current!.SendLater(new Outbox(sent.Set) { PatienceMilliseconds = 3_600_000 });
            long began = Environment.TickCount64;
            SpinWait.SpinUntil(() => Environment.TickCount64 != began, Patience).ShouldBeTrue();
        }));
        sent.Wait(Patience).ShouldBeTrue();
        wasSent.ShouldBeFalse();
    }

    [Fact]
    public void What_is_kept_back_is_sent_although_there_is_always_short_work_to_do()
    {
        var pool = Pool(threads: 1);
        using var sent = new ManualResetEventSlim();
        bool isOver = false;
        Work? endless = null;
        endless = new Work(() =>
        {
            if (!Volatile.Read(ref isOver)) pool.TryAdd(endless!);
        });
        pool.TryAdd(new Work(() =>
        {
            ComputeThread.Current!.SendLater(new Outbox(sent.Set));
            pool.TryAdd(endless);
        }));
        sent.Wait(Patience).ShouldBeTrue();
        Volatile.Write(ref isOver, true);
    }

    [Fact]
    public void What_another_kept_back_is_sent_first()
    {
        var pool = Pool(threads: 1);
        using var done = new ManualResetEventSlim();
        var order = new ConcurrentQueue<int>();
        pool.TryAdd(new Work(() =>
        {
            ComputeThread.Current!.SendLater(new Outbox(() => order.Enqueue(1)));
            ComputeThread.Current.SendLater(new Outbox(() =>
            {
                order.Enqueue(2);
                done.Set();
            }));
        }));
        done.Wait(Patience).ShouldBeTrue();
        order.ShouldBe([1, 2]);
    }

    [Fact]
    public void A_thread_outlives_an_outbox_that_throws()
    {
        var pool = Pool(threads: 1);
        using var done = new ManualResetEventSlim();
        pool.TryAdd(new Work(() => ComputeThread.Current!.SendLater(new Outbox(() => throw new InvalidOperationException("broken")))));
        SpinWait.SpinUntil(() => !Errors.IsEmpty, Patience).ShouldBeTrue();
        pool.TryAdd(new Work(done.Set));
        done.Wait(Patience).ShouldBeTrue();
        Errors.Single().Message.ShouldBe("broken");
    }

    private sealed class Outbox(Action flush) : IOutbox
    {
        public int PatienceMilliseconds { get; init; }

        public void Flush() => flush();
    }
}
