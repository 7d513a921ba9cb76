using Akka.Actor;
using CsCheck;
using FedPG.Actors.Dispatch;

namespace FedPG.Actors.Tests.Dispatch;

public class LazyMailboxTests
{
    [Fact]
    public void Messages_come_out_in_the_order_they_went_in() => Gen.Bool.Array[0, 100].Sample(steps =>
    {
        var (queue, model) = (new LazyMailbox.LazyQueue(), new Queue<Envelope>());
        foreach (bool isAdding in steps)
        {
            if (isAdding)
            {
                var envelope = new Envelope(new object(), ActorRefs.Nobody);
                queue.Enqueue(ActorRefs.Nobody, envelope);
                model.Enqueue(envelope);
            }
            else if (queue.TryDequeue(out var found))
            {
                found.ShouldBe(model.Dequeue());
            }

            (queue.Count, queue.HasMessages).ShouldBe((model.Count, model.Count > 0));
        }
    });

    [Fact]
    public void Messages_left_when_an_actor_ends_go_to_the_dead_letters()
    {
        var (queue, dead) = (new LazyMailbox.LazyQueue(), new LazyMailbox.LazyQueue());
        object[] messages = ["first", "second", "third"];
        foreach (object message in messages) queue.Enqueue(ActorRefs.Nobody, new Envelope(message, ActorRefs.Nobody));
        queue.CleanUp(ActorRefs.Nobody, dead);
        queue.HasMessages.ShouldBeFalse();
        foreach (object message in messages)
        {
            dead.TryDequeue(out var envelope).ShouldBeTrue();
            envelope.Message.ShouldBe(message);
        }
    }
}
