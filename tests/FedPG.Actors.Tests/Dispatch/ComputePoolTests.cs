using Akka.Dispatch;
using FedPG.Actors.Dispatch;

namespace FedPG.Actors.Tests.Dispatch;

public sealed class ComputePoolTests : PoolTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void All_work_runs_once_whichever_thread_adds_it(int threads)
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

    /// <summary>Threads search for about 50 µs before they sleep. Work is added at about that time, and each item needs its own
    /// thread.</summary>
    [Fact]
    public void Two_items_that_wait_for_each_other_run_in_parallel_whenever_they_are_added()
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
    public void Work_queued_behind_a_blocked_thread_is_stolen()
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
    public void Work_from_outside_is_not_starved_by_work_that_keeps_adding_work()
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
    public void The_oldest_work_is_not_starved_by_newer_work_that_keeps_adding_work()
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

    /// <summary>A thread that becomes idle is counted, so that a thread with work may split some off.</summary>
    [Fact]
    public void Work_is_divided_among_all_threads_that_are_idle()
    {
        const int Threads = 4;
        var pool = Pool(Threads);
        using var all = new CountdownEvent(Threads);
        pool.TryAdd(new Divisible(1 << 20, all));
        all.Wait(Patience).ShouldBeTrue();
    }

    [Fact]
    public void A_thread_outlives_work_that_throws()
    {
        var pool = Pool(threads: 1);
        using var done = new ManualResetEventSlim();
        pool.TryAdd(new Work(() => throw new InvalidOperationException("broken")));
        pool.TryAdd(new Work(done.Set));
        done.Wait(Patience).ShouldBeTrue();
        Errors.Single().Message.ShouldBe("broken");
    }

    [Fact]
    public void A_pool_that_has_ended_takes_no_more_work()
    {
        var pool = Pool(threads: 1);
        pool.End();
        pool.TryAdd(new Work(() => { })).ShouldBeFalse();
    }

    /// <summary>Splits as long as threads are idle, until every thread has a part.</summary>
    private sealed class Divisible(int left, CountdownEvent all) : IRunnable
    {
        private int _left = left;

        public void Run()
        {
            var thread = ComputeThread.Current!;
            all.Signal();
            while (!all.IsSet)
            {
                if (_left < 2 || thread.Queued >= thread.Pool.Idle) continue;
                thread.Push(new Divisible(_left / 2, all));
                _left -= _left / 2;
            }
        }

        public void Execute() => Run();
    }
}
