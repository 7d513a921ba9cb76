using Akka.Dispatch;
using CsCheck;
using FedPG.Actors.Dispatch;

namespace FedPG.Actors.Tests.Dispatch;

public sealed class ComputeThreadTests : PoolTest
{
    [Fact]
    public void Work_is_taken_at_both_ends_as_from_a_list()
    {
        var pool = Pool(threads: 1);
        Gen.Int[0, 9].Array[0, 400].Sample(steps =>
        {
            // Not started, so that only the test takes its work.
            var (thread, model) = (new ComputeThread(pool, index: 0), new List<IRunnable>());
            foreach (int step in steps) Take(step, thread, model);
        });
    }

    [Fact]
    public void After_an_exception_mailboxes_are_queued_again()
    {
        var thread = new ComputeThread(Pool(threads: 1), index: 0);
        Should.Throw<InvalidOperationException>(() => thread.RunAtOnce(_ => throw new InvalidOperationException(), 0));
        thread.TryRunAtOnce(new Work(() => throw new InvalidOperationException("must be queued"))).ShouldBeFalse();
    }

    private static void Take(int step, ComputeThread thread, List<IRunnable> model)
    {
        if (step < 6)
        {
            bool isDeferred = step == 5;
            var work = new Work(() => { });
            model.Insert(isDeferred ? Math.Max(0, model.Count - 1) : model.Count, work);
            thread.Push(work, isDeferred);
        }
        else
        {
            bool isNewest = step > 6;
            thread.TryTake(isNewest, out var taken).ShouldBe(model.Count > 0);
            if (taken is not null) Remove(model, isNewest ? model.Count - 1 : 0).ShouldBe(taken);
        }

        thread.Queued.ShouldBe(model.Count);
    }

    private static IRunnable Remove(List<IRunnable> model, int index)
    {
        var found = model[index];
        model.RemoveAt(index);
        return found;
    }
}
