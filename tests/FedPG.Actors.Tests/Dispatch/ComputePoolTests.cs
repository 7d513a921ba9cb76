using System.Collections.Concurrent;
using Akka.Dispatch;
using FedPG.Actors.Dispatch;

namespace FedPG.Actors.Tests.Dispatch;

public sealed class ComputePoolTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<Exception> _errors = new();
    private readonly List<ComputePool> _pools = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Everything_is_run_once_whoever_adds_it(int threads)
    {
        const int Roots = 200, Leaves = 50;
        var pool = Pool(threads);
        int[] runs = new int[Roots * Leaves];
        using var left = new CountdownEvent(runs.Length);
        for (int root = 0; root < Roots; root++)
        {
            int first = root * Leaves;
            pool.TryAdd(new Work(() =>
            {
                for (int leaf = first; leaf < first + Leaves; leaf++)
                {
                    int number = leaf;
                    pool.TryAdd(new Work(() =>
                    {
                        Interlocked.Increment(ref runs[number]);
                        left.Signal();
                    }));
                }
            }));
        }

        left.Wait(Patience).ShouldBeTrue();
        runs.ShouldAllBe(count => count == 1);
    }

    /// <summary>Threads search for some 50 µs before they sleep; works are added about then, and each needs a thread of its own.</summary>
    [Fact]
    public void Two_works_that_wait_for_each_other_are_run_at_once_whenever_they_are_added()
    {
        var pool = Pool(threads: 2);
        for (int trial = 0; trial < 5_000; trial++)
        {
            using var done = new CountdownEvent(2);
            var (first, second) = (new ManualResetEventSlim(), new ManualResetEventSlim());
            bool haveMet = true;
            pool.TryAdd(new Work(() => Meet(first, second)));
            pool.TryAdd(new Work(() => Meet(second, first)));
            done.Wait(Patience).ShouldBeTrue();
            Volatile.Read(ref haveMet).ShouldBeTrue($"trial {trial}");
            Thread.SpinWait(trial % 100 * 20);

            void Meet(ManualResetEventSlim own, ManualResetEventSlim others)
            {
                own.Set();
                if (!others.Wait(Patience / 10)) Volatile.Write(ref haveMet, false);
                done.Signal();
            }
        }
    }

    [Fact]
    public void Work_that_waits_behind_a_blocked_thread_is_done_by_another()
    {
        var pool = Pool(threads: 2);
        using var blocked = new ManualResetEventSlim();
        using var done = new CountdownEvent(10);
        pool.TryAdd(new Work(() =>
        {
            for (int i = 0; i < 10; i++) pool.TryAdd(new Work(() => done.Signal()));
            blocked.Wait(Patience);
        }));

        done.Wait(Patience).ShouldBeTrue();
        blocked.Set();
    }

    [Fact]
    public void Work_from_outside_gets_its_turn_beside_work_that_always_brings_new_work()
    {
        var pool = Pool(threads: 1);
        bool isOver = false;
        using var ended = new ManualResetEventSlim();
        Work? endless = null;
        endless = new Work(() =>
        {
            if (Volatile.Read(ref isOver)) ended.Set();
            else pool.TryAdd(endless!);
        });
        pool.TryAdd(endless);
        pool.TryAdd(new Work(() => Volatile.Write(ref isOver, true)));
        ended.Wait(Patience).ShouldBeTrue();
    }

    [Fact]
    public void The_oldest_gets_its_turn_beside_newer_work_that_always_brings_newer_work()
    {
        var pool = Pool(threads: 1);
        bool isOver = false;
        using var ended = new ManualResetEventSlim();
        Work? endless = null;
        endless = new Work(() =>
        {
            if (Volatile.Read(ref isOver)) ended.Set();
            else pool.TryAdd(endless!);
        });
        pool.TryAdd(new Work(() =>
        {
            pool.TryAdd(new Work(() => Volatile.Write(ref isOver, true)));
            pool.TryAdd(endless);
        }));
        ended.Wait(Patience).ShouldBeTrue();
    }

    [Fact]
    public void Homed_work_goes_to_the_thread_that_ran_it_last_whoever_adds_it()
    {
        const int Trials = 200;
        var pool = Pool(threads: 2);
        int before = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            var order = new ConcurrentQueue<string>();
            using var isReady = new ManualResetEventSlim();
            using var isAdded = new ManualResetEventSlim();
            using var done = new CountdownEvent(2);
            int home = 0;
            pool.TryAdd(new Work(() =>
            {
                isReady.Wait(Patience);
                pool.AddTurn(ComputeThread.Current!, new HomedWork(() => Note("homed")) { Home = home });
                isAdded.Set();
                done.Wait(Patience);
            }));
            pool.TryAdd(new Work(() =>
            {
                home = ComputeThread.Current!.Index + 1;
                pool.TryAdd(new Work(() => Note("older")));
                isReady.Set();
                isAdded.Wait(Patience);
            }));
            done.Wait(Patience).ShouldBeTrue();
            if (order.First() == "homed") before++;

            void Note(string work)
            {
                order.Enqueue(work);
                done.Signal();
            }
        }

        // It is the newest there, and so comes first, but for the turns in which a thread takes its oldest.
        before.ShouldBeGreaterThan(Trials / 2);
    }

    [Fact]
    public void Homed_work_that_another_thread_takes_is_at_home_there()
    {
        var pool = Pool(threads: 2);
        using var done = new ManualResetEventSlim();
        int runner = 0;
        HomedWork? homed = null;
        pool.TryAdd(new Work(() =>
        {
            homed = new HomedWork(() =>
            {
                runner = ComputeThread.Current!.Index + 1;
                done.Set();
            })
            { Home = ComputeThread.Current!.Index + 1 };
            pool.AddTurn(ComputeThread.Current!, homed);
            done.Wait(Patience);
            homed.Home.ShouldNotBe(ComputeThread.Current.Index + 1);
        }));
        done.Wait(Patience).ShouldBeTrue();
        homed!.Home.ShouldBe(runner);
        _errors.ShouldBeEmpty();
    }

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
            Thread.Sleep(TimeSpan.FromMilliseconds(100));
        }));
        next.Wait(Patience).ShouldBeTrue();
        wasSent.ShouldBeTrue();
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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Work_for_a_thread_is_run_even_if_there_is_no_such_thread(int thread)
    {
        var pool = Pool(threads: 2);
        using var done = new ManualResetEventSlim();
        pool.AddTo(thread, new Work(done.Set));
        done.Wait(Patience).ShouldBeTrue();
    }

    [Fact]
    public void A_thread_outlives_work_that_throws()
    {
        var pool = Pool(threads: 1);
        using var done = new ManualResetEventSlim();
        pool.TryAdd(new Work(() => throw new InvalidOperationException("broken")));
        pool.TryAdd(new Work(done.Set));
        done.Wait(Patience).ShouldBeTrue();
        _errors.Single().Message.ShouldBe("broken");
    }

    [Fact]
    public void A_pool_that_has_ended_takes_no_more_work()
    {
        var pool = Pool(threads: 1);
        pool.End();
        pool.TryAdd(new Work(() => { })).ShouldBeFalse();
    }

    public void Dispose() => _pools.ForEach(pool => pool.End());

    private ComputePool Pool(int threads)
    {
        var pool = new ComputePool("test", threads, _errors.Enqueue);
        _pools.Add(pool);
        return pool;
    }

    private class Work(Action run) : IRunnable
    {
        public void Run() => run();

        public void Execute() => run();
    }

    private sealed class Outbox(Action flush) : IOutbox
    {
        public void Flush() => flush();
    }

    private sealed class HomedWork(Action run) : Work(run), IHomed
    {
        public int Home { get; set; }
    }
}
