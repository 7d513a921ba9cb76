using System.Runtime.CompilerServices;
using FedPG.Actors.Training;

namespace FedPG.Actors.Tests.Training;

public class FederationPlanTests
{
    [Fact]
    public void A_thread_has_one_trainer_for_each_plan()
    {
        FederationPlan one = new(Federations.Synthetic()), other = new(Federations.Synthetic());
        var (first, second) = (one.Trainer, other.Trainer);
        first.Plan.ShouldBe(one);
        second.Plan.ShouldBe(other);
        one.Trainer.ShouldBe(first);
        one.Trainer.ShouldBe(first);
        other.Trainer.ShouldBe(second);
    }

    [Fact]
    public void A_thread_does_not_keep_the_plan_of_a_run_that_has_ended()
    {
        var plan = Used();
        GC.Collect();
        plan.IsAlive.ShouldBeFalse();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Used()
    {
        var plan = new FederationPlan(Federations.Synthetic());
        plan.Trainer.Plan.ShouldBe(plan);
        plan.End();
        return new WeakReference(plan);
    }
}
