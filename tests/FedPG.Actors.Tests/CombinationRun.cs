using System.Threading.Channels;
using Akka.Actor;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Training;
using FedPG.Algorithms;
using FedPG.Federation;

namespace FedPG.Actors.Tests;

/// <summary>A federation of several nodes in one actor system, compared with the sequential loop.</summary>
internal static class CombinationRun
{
    /// <summary>Runs from the first round.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="system">The actor system.</param>
    /// <param name="server">The name of the server's actor.</param>
    /// <param name="nodes">The number of nodes.</param>
    /// <param name="kills">Whether to kill agents and an edge.</param>
    /// <param name="expected">The rounds of the sequential loop.</param>
    /// <param name="name">Names the run in failures.</param>
    public static async Task ShouldRunAsync(
        FederationSpecification specification, ActorSystem system, string server, int nodes, bool kills, List<RoundOutcome> expected,
        string name)
    {
        var channel = Channel.CreateBounded<RoundOutcome>(1);
        system.ActorOf(ServerActor.Props(new FederationPlan(specification), channel.Writer, localNodes: nodes), server);
        int round = 0;
        await foreach (var outcome in channel.Reader.ReadAllAsync())
        {
            if (kills) system.ActorSelection($"/user/{server}/node*/edge-*/agent-{round % 3}*").Tell(Kill.Instance);
            if (kills && round == 2) system.ActorSelection($"/user/{server}/node*/edge-0*").Tell(PoisonPill.Instance);
            outcome.Parameters.ShouldBe(expected[round].Parameters, name);
            outcome.Pending.ShouldBe(expected[round].Pending, name);
            (outcome with { Parameters = [], Refused = [], Pending = [], Broadcast = default, Repairs = default })
                .ShouldBe(expected[round++] with { Parameters = [], Refused = [], Pending = [], Broadcast = default }, name);
        }

        round.ShouldBe(expected.Count, name);
    }

    /// <summary>Continues after some rounds to the last.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="system">The actor system.</param>
    /// <param name="from">The number of rounds that have passed.</param>
    /// <param name="expected">The rounds of the sequential loop.</param>
    /// <param name="name">Names the run in failures.</param>
    public static async Task ShouldContinueAsync(
        FederationSpecification specification, ActorSystem system, int from, List<RoundOutcome> expected, string name)
    {
        var state = FederationState.Initial(expected[0].Parameters);
        foreach (var outcome in expected.Skip(1).Take(from)) state = state.After(outcome);
        var last = await ActorRuntime.On(system).RunAsync(specification, state).LastAsync();
        last.Parameters.ShouldBe(expected[^1].Parameters, name);
    }
}
