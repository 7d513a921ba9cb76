using Akka.Dispatch;
using CsCheck;
using FedPG.Actors.Dispatch;

namespace FedPG.Actors.Tests.Dispatch;

public class WorkDequeTests
{
    [Fact]
    public void A_deque_behaves_like_a_list() => Gen.Int[0, 9].Array[0, 400].Sample(steps =>
    {
        var (deque, model) = (new WorkDeque(), new List<IRunnable>());
        foreach (int step in steps)
        {
            switch (step)
            {
                case < 6:
                    var work = new NoWork();
                    deque.Push(work);
                    model.Add(work);
                    break;
                case 6:
                    deque.TryTakeOldest(out var oldest).ShouldBe(model.Count > 0);
                    if (oldest is not null) Remove(model, 0).ShouldBe(oldest);
                    break;
                default:
                    deque.TryTakeNewest(out var newest).ShouldBe(model.Count > 0);
                    if (newest is not null) Remove(model, model.Count - 1).ShouldBe(newest);
                    break;
            }

            deque.Count.ShouldBe(model.Count);
        }
    });

    private static IRunnable Remove(List<IRunnable> model, int index)
    {
        var found = model[index];
        model.RemoveAt(index);
        return found;
    }

    private sealed class NoWork : IRunnable
    {
        public void Run()
        {
        }

        public void Execute()
        {
        }
    }
}
