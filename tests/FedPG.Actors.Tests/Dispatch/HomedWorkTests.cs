using System.Collections.Concurrent;
using FedPG.Actors.Dispatch;

namespace FedPG.Actors.Tests.Dispatch;

public sealed class HomedWorkTests : PoolTest
{
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
        Errors.ShouldBeEmpty();
    }

    private sealed class HomedWork(Action run) : Work(run), IHomed
    {
        public int Home { get; set; }
    }
}
