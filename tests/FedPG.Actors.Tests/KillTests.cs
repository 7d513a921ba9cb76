using Akka.Actor;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Participation;
using FedPG.Random;
using FedPG.TestKit;

namespace FedPG.Actors.Tests;

/// <summary>
/// Real failures never change a result: actors are killed during a run, and every score keeps its bits. These tests use the real runtime
/// with a slow reader; kills at chosen moments are tested with <see cref="FederationTestCluster"/>.
/// </summary>
public sealed class KillTests : IAsyncLifetime
{
    private const int Kills = 200;

    /// <summary>More rounds than kills, by the number of rounds that the run may be ahead of its reader: every kill happens during the
    /// run.</summary>
    private const int Rounds = Kills + 300;
    private const int Edges = 5;
    private const int Agents = 19;

    private readonly ActorSystem _system = ActorSystem.Create("kills", FederationTestSettings.Probes());

    public static TheoryData<IParticipation> Participations => new()
    {
        FullParticipation.Instance,
        FederationCatalogue.Default.CreateParticipation(
            new ServerOptions(), new FaultOptions { Network = new NetworkOptions { Loss = 0.05, Duplication = 0.05, Reordering = 0.1 } }),
        FederationCatalogue.Default.CreateParticipation(
            new ServerOptions { Quorum = 0.7, LateUpdates = LateUpdates.NextRound },
            new FaultOptions
            {
                Dropout = new DropoutOptions { Probability = 0.1 },
                Crash = new CrashOptions { Probability = 0.2 },
                Straggler = new StragglerOptions { SpeedSpread = 1 },
            }),
    };

    [Theory]
    [MemberData(nameof(Participations))]
    public async Task Two_hundred_kills_of_agents_edges_and_the_node_leave_every_score_as_it_was(IParticipation participation)
    {
        var specification = Federations.Synthetic(agents: Agents, rounds: Rounds, edgeSize: 4) with { Participation = participation };
        var quiet = new List<RoundReport>();
        await foreach (var report in new SequentialRuntime().ScoreAsync(specification)) quiet.Add(report);

        var random = RandomStreams.For(StreamPurpose.Search, seed: 7);
        var repairs = default(RoundRepairs);
        int round = 0;
        await foreach (var report in ActorRuntime.On(_system).ScoreAsync(specification))
        {
            // The run is ahead of its reader, so a kill happens at an arbitrary moment.
            if (round < Kills)
                _system.ActorSelection(Target(ref random)).Tell(random.NextDouble() < 0.5 ? Kill.Instance : PoisonPill.Instance);
            report.Parameters.ShouldBe(quiet[round].Parameters);
            (report with { Parameters = [], PerEnvironment = [], Repairs = default })
                .ShouldBe(quiet[round] with { Parameters = [], PerEnvironment = [] });
            repairs += report.Repairs;
            round++;
        }

        round.ShouldBe(quiet.Count);
        repairs.AskedAgain.ShouldBeGreaterThan(0);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    private static string Target(ref Xoshiro256PlusPlus random)
    {
        double kind = random.NextDouble();
        if (kind < 0.1) return "/user/server-*/node*";
        if (kind < 0.4) return $"/user/server-*/node*/edge-{random.NextInt32(Edges)}*";
        return $"/user/server-*/node*/edge-*/agent-{random.NextInt32(Agents)}*";
    }
}
