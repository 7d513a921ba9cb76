using System.Runtime.CompilerServices;
using FedPG.Actors.Dispatch;
using FedPG.Actors.Tests.Dispatch;
using FedPG.Actors.Training;

namespace FedPG.Actors.Tests.Training;

public sealed class EndedPlanTests : PoolTest
{
    [Fact]
    public async Task Idle_threads_do_not_hold_a_run_that_has_ended()
    {
        var pool = Pool(threads: 2);
        var plan = await TrainAsync(pool);
        SpinWait.SpinUntil(
            () =>
            {
                // A thread forgets the run when it goes to sleep.
                GC.Collect();
                return !plan.IsAlive;
            },
            Patience).ShouldBeTrue();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> TrainAsync(ComputePool pool)
    {
        var trained = new TaskCompletionSource<WeakReference>(TaskCreationOptions.RunContinuationsAsynchronously);
        pool.TryAdd(new Work(() => trained.SetResult(Train()))).ShouldBeTrue();
        return await trained.Task;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Train()
    {
        var plan = new FederationPlan(Federations.Synthetic());
        plan.Trainer.Plan.ShouldBe(plan);
        plan.End();
        return new WeakReference(plan);
    }
}
