using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using FedPG.Actors.Cluster;
using FedPG.Actors.Protocol;
using FedPG.Actors.Training;
using FedPG.Actors.Wire;
using FedPG.Aggregation;
using FedPG.Federation;
using FedPG.Participation;
using FedPG.TestKit;

namespace FedPG.Actors.Tests.Cluster;

/// <summary>A node facing an untrusted peer: nonsense is dropped, and other runs continue.</summary>
public sealed class NodeHostTests : Akka.TestKit.Xunit2.TestKit
{
    private static readonly Chunk Nonsense = new(Transfer: 1, Index: 0, Count: 1, "no such thing", new byte[3]);

    private readonly TestFederation _federation = new(Federations.Synthetic(agents: 5));
    private readonly IActorRef _host;

    public NodeHostTests()
        : base(
            ConfigurationFactory.ParseString("fedpg.actors.cluster.inquiry-interval = 1h")
                .WithFallback(FederationTestSettings.Probes(threads: 1))) =>
            _host = Sys.ActorOf(NodeHost.Props(FederationCatalogue.Default), NodeHost.Name);

    [Fact]
    public void A_run_is_hosted_once_however_often_it_is_asked_for()
    {
        var endpoint = Hosted();
        Hosted().ShouldBe(endpoint);
    }

    [Fact]
    public void Malformed_chunks_end_neither_the_host_nor_a_run()
    {
        var endpoint = Hosted();
        _host.Tell(Nonsense, TestActor);
        Hosted().ShouldBe(endpoint);
        endpoint.Tell(Nonsense, TestActor);
        Hosted().ShouldBe(endpoint);
        endpoint.Tell(Assignment(), TestActor);
        Received<NodeUpdate>().EdgesIn(new EdgeLayout(5, 2)).ShouldBe([0, 2]);
    }

    [Fact]
    public void Assignments_that_do_not_fit_the_run_are_dropped()
    {
        var endpoint = Hosted();
        var sound = Assignment();
        RoundAssignment[] unsound =
        [
            sound with { Edges = [0, 3] },
            sound with { Edges = [-1] },
            sound with { Edges = [0, 0] },
            sound with { Edges = [2, 0] },
            sound with { Broadcast = sound.Broadcast with { Parameters = [1] } },
            sound with { Broadcast = sound.Broadcast with { Attendance = RoundAttendance.Everyone(1, 6, 0) } },
            sound with
            {
                Broadcast = sound.Broadcast with { Earlier = ImmutableDictionary<int, ImmutableArray<double>>.Empty.Add(0, [1]) },
            },
        ];
        foreach (var assignment in unsound) endpoint.Tell(assignment, TestActor);
        endpoint.Tell(sound, TestActor);
        Received<NodeUpdate>().EdgesIn(new EdgeLayout(5, 2)).ShouldBe([0, 2]);
    }

    [Fact]
    public void Only_the_proxy_that_asked_for_a_run_is_listened_to()
    {
        var endpoint = Hosted();
        endpoint.Tell(new EndRun(_federation.Run), CreateTestProbe());
        endpoint.Tell(Assignment() with { Edges = [1] }, CreateTestProbe());
        endpoint.Tell(Assignment(), TestActor);
        Received<NodeUpdate>().EdgesIn(new EdgeLayout(5, 2)).ShouldBe([0, 2]);
    }

    [Fact]
    public void A_run_of_more_agents_than_fit_in_memory_is_refused_before_it_allocates_any()
    {
        _host.Tell(new HostRun(_federation.Run, 0, Federations.Synthetic(agents: int.MaxValue, edgeSize: 1), null), TestActor);
        Received<RunRefused>()
            .ShouldBe(new RunRefused(_federation.Run, "agents: found 2147483647; accepted: at most 16777216 in a cluster"));
    }

    [Fact]
    public void A_run_with_invalid_settings_is_refused_with_the_reason()
    {
        _host.Tell(new HostRun(_federation.Run, 0, Federations.Synthetic() with { Algorithm = "no-such" }, null), TestActor);
        Received<RunRefused>().Reason.ShouldContain("no-such");
    }

    [Fact]
    public void An_extension_that_throws_anything_refuses_its_run_and_ends_no_other()
    {
        var catalogue = FederationCatalogue.Default.WithAlgorithm("mine", _ => throw new InvalidTimeZoneException("no such zone"));
        var host = Sys.ActorOf(NodeHost.Props(catalogue));
        host.Tell(new HostRun(_federation.Run, 0, Federations.Synthetic(agents: 5), null), TestActor);
        Received<RunHosted>();
        var endpoint = LastSender;
        var other = RunId.New();
        host.Tell(new HostRun(other, 0, Federations.Synthetic() with { Algorithm = "mine" }, null), TestActor);
        Received<RunRefused>().ShouldBe(new RunRefused(other, "no such zone"));
        endpoint.Tell(Assignment(), TestActor);
        Received<NodeUpdate>().EdgesIn(new EdgeLayout(5, 2)).ShouldBe([0, 2]);
    }

    [Fact]
    public void Updates_that_cannot_be_averaged_or_that_others_sent_do_not_reach_the_server()
    {
        var server = CreateTestProbe();
        var proxy = Proxy(server);
        double[] numbers = [.. _federation.Broadcast(1).Parameters];
        var part = new PartialAggregate(Level: 1, Index: 2) { Numbers = numbers, Updates = 1, Weight = 1 };
        var sound = new NodeUpdate(_federation.Run, 1, [part]);
        NodeUpdate[] unsound =
        [
            sound with { Parts = [part with { Index = 3 }] },
            sound with { Parts = [part with { Index = -1 }] },
            sound with { Parts = [part with { Level = 0, Index = 4 }] },
            sound with { Parts = [part with { Level = 77 }] },
            sound with { Parts = [part with { Numbers = [1] }] },
            sound with { Parts = [part with { Numbers = null }] },
            sound with { Parts = [part with { Updates = 2 }] },
            sound with { Parts = [part with { Updates = -1 }] },
            sound with { Parts = [part with { Updates = 0 }] },
            sound with { Parts = [part with { Weight = double.NaN }] },
            sound with { Refused = [3] },
            sound with { Refused = [5] },
            sound with { Refused = [-1] },
            sound with { Run = RunId.New() },
        ];
        foreach (var update in unsound) proxy.Tell(update, TestActor);
        proxy.Tell(sound with { Refused = [4] }, CreateTestProbe());
        proxy.Tell(new NodeLost(_federation.Run, 1, Node: 8, new InvalidOperationException()), TestActor);
        proxy.Tell(Nonsense, TestActor);
        proxy.Tell(sound, TestActor);
        server.ExpectMsg<NodeUpdate>().ShouldBe(sound);
    }

    private RoundAssignment Assignment() => new(_federation.Broadcast(1), [0, 2]);

    /// <summary>Requests the run; its endpoint answers.</summary>
    private IActorRef Hosted()
    {
        _host.Tell(new HostRun(_federation.Run, 0, Federations.Synthetic(agents: 5), null), TestActor);
        Received<RunHosted>().Run.ShouldBe(_federation.Run);
        return LastSender;
    }

    /// <summary>A proxy of the server; this test plays the endpoint on the other side.</summary>
    private IActorRef Proxy(Akka.TestKit.TestProbe server)
    {
        var plan = new FederationPlan(Federations.Synthetic(agents: 5)) { Run = _federation.Run };
        var proxy = server.ChildActorOf(NodeProxy.Props(plan, 7, ((ExtendedActorSystem)Sys).Provider.DefaultAddress));
        proxy.Tell(new RunHosted(_federation.Run), TestActor);
        server.Send(proxy, Assignment());
        Received<RoundAssignment>().Edges.ShouldBe([0, 2]);
        return proxy;
    }

    private T Received<T>()
    {
        var parcel = ExpectMsg<Parcel>();
        return Codec.Decode(parcel.Manifest, parcel.Content).ShouldBeOfType<T>();
    }
}
