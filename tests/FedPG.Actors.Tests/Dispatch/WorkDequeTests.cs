using Akka.Dispatch;
using CsCheck;
using FedPG.Actors.Dispatch;

namespace FedPG.Actors.Tests.Dispatch;

public class WorkDequeTests
{
    [Fact]
    public void It_takes_and_gives_as_a_list_would() => Gen.Int[0, 9].Array[0, 400].Sample(steps =>
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
                case 7:
                    var loot = new IRunnable?[4];
                    int taken = deque.TakeOldestHalf(loot);
                    taken.ShouldBe(Math.Min((model.Count + 1) / 2, loot.Length));
                    for (int i = 0; i < taken; i++) Remove(model, 0).ShouldBe(loot[i]);
                    break;
                default:
                    deque.TryTakeNewest(out var newest).ShouldBe(model.Count > 0);
                    if (newest is not null) Remove(model, model.Count - 1).ShouldBe(newest);
                    break;
            }

            deque.Count.ShouldBe(model.Count);
        }
    });

    [Theory]
    [InlineData(1, true, 0)]
    [InlineData(1, false, 1)]
    [InlineData(2, true, 1)]
    public void A_turn_that_is_all_there_is_stays_if_it_is_to(int turns, bool leavesTurn, int taken)
    {
        var deque = new WorkDeque();
        for (int i = 0; i < turns; i++) deque.Push(new Turn());
        deque.TakeOldestHalf(new IRunnable?[4], leavesTurn).ShouldBe(taken);
        deque.Count.ShouldBe(turns - taken);
    }

    [Fact]
    public void Other_work_is_taken_although_it_is_all_there_is()
    {
        var deque = new WorkDeque();
        deque.Push(new NoWork());
        deque.TakeOldestHalf(new IRunnable?[4], leavesTurn: true).ShouldBe(1);
    }

    private static IRunnable Remove(List<IRunnable> model, int index)
    {
        var found = model[index];
        model.RemoveAt(index);
        return found;
    }

    private class NoWork : IRunnable
    {
        public void Run()
        {
        }

        public void Execute()
        {
        }
    }

    private sealed class Turn : NoWork, IHomed
    {
        public int Home { get; set; }
    }
}
