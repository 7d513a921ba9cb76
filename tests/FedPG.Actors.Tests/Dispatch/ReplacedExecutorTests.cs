using Akka.TestKit;
using FedPG.Actors.Runtime;
using FedPG.Federation;
using FedPG.Options;
using FedPG.TestKit;
using FedPG.TestKit.Probes;

namespace FedPG.Actors.Tests.Dispatch;

/// <summary>Akka ends a dispatcher's executor, and with it the compute threads, after a second without agents, and starts another one
/// for the next agent.</summary>
public sealed class ReplacedExecutorTests() : Akka.TestKit.Xunit2.TestKit(FederationTestSettings.VirtualTime(threads: 2))
{
    [Fact]
    public void An_edge_whose_agents_were_all_absent_for_a_second_trains_those_that_return_on_new_threads()
    {
        var dropout = new DropoutOptions { Scheduled = [[0, 1, 2, 2]] };
        var federation = new TestFederation(Federations.Synthetic(agents: 2, rounds: 4) with
        {
            Participation = FederationCatalogue.Default.CreateParticipation(new ServerOptions(), new FaultOptions { Dropout = dropout }),
        });
        var node = new NodeProbe(this, federation);
        node.Begin(round: 1);
        node.ExpectUpdate().Partial.Updates.ShouldBe(2);
        var thread = ThreadOfAgents();

        node.Begin(round: 2);
        node.ExpectUpdate().Partial.Updates.ShouldBe(0);
        AwaitCondition(() =>
        {
            // The agents' actors end at some time, and the second begins then.
            ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(1));
            return !thread.IsAlive;
        });

        var back = node.Begin(round: 3);
        node.ExpectUpdate().Partial.Numbers.ShouldBe(
            federation.Trained(back, agent: 0).Zip(federation.Trained(back, agent: 1), (one, other) => one + other));
        ThreadOfAgents().ShouldNotBe(thread);
    }

    private Thread ThreadOfAgents()
    {
        var thread = new TaskCompletionSource<Thread>();
        Sys.Dispatchers.Lookup(ComputeDispatcher.Id).Schedule(() => thread.SetResult(Thread.CurrentThread));
        return thread.Task.WaitAsync(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();
    }
}
