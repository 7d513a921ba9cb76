using FedPG.Algorithms;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Actors.Tests;

/// <summary>Simulated faults give the same bits in the sequential federation and on any number of threads.</summary>
public class FaultedFederationTests
{
    private static readonly FaultOptions Everything = new()
    {
        Dropout = new DropoutOptions { Probability = 0.15, MeanAbsence = 2 },
        Crash = new CrashOptions { Probability = 0.3, MaxRestarts = 6, Within = TimeSpan.FromSeconds(40) },
        Straggler = new StragglerOptions { SpeedSpread = 0.7, DelayProbability = 0.3, MeanDelay = 4 },
        Network = new NetworkOptions { Loss = 0.05, Duplication = 0.05, Reordering = 0.2 },
    };

    private static readonly ServerOptions Impatient = new()
    {
        Participation = 0.8,
        Quorum = 0.7,
        Deadline = 12,
        LateUpdates = LateUpdates.NextRound,
    };

    public static TheoryData<string, FaultOptions, ServerOptions> Cases => new()
    {
        { "s-fedpg", Everything, Impatient },
        { "rs-fedpg", Everything, Impatient with { LateUpdates = LateUpdates.Discard } },
        { "b-rs-fedpg", Everything with { Crash = new CrashOptions { Probability = 0.5, Recovery = CrashRecovery.LoseRound } }, Impatient },
        { "fedq", Everything, new ServerOptions { Quorum = 0.5 } },
        {
            "s-fedpg",
            new FaultOptions { Network = new NetworkOptions { Loss = 0.5, Duplication = 0.3, Reordering = 0.5 } },
            new ServerOptions()
        },
        { "s-fedpg", new FaultOptions { Dropout = new DropoutOptions { Probability = 1 } }, new ServerOptions() },
        { "independent", Everything, Impatient },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Threads_and_repeats_do_not_change_a_bit(string algorithm, FaultOptions faults, ServerOptions server)
    {
        var specification = Federations.Synthetic(agents: 11, rounds: 40, edgeSize: 4) with
        {
            Algorithm = algorithm,
            Participation = FederationCatalogue.Default.CreateParticipation(server, faults),
        };
        var expected = SequentialFederation.Run(specification).ToList();
        foreach (int threads in (int[])[1, 2, 8, 2])
        {
            await using var runtime = ActorRuntime.Start(threads);
            await ShouldBeAsync(runtime.RunAsync(specification), expected);
        }
    }

    [Fact]
    public async Task An_unreliable_network_has_the_bits_of_a_reliable_one_and_is_repaired()
    {
        var quiet = Federations.Synthetic(agents: 11, rounds: 60, edgeSize: 4);
        var network = new NetworkOptions { Loss = 0.05, Duplication = 0.05, Reordering = 0.1 };
        var faults = new FaultOptions { Network = network };
        var shaky = quiet with { Participation = FederationCatalogue.Default.CreateParticipation(new ServerOptions(), faults) };
        await using var runtime = ActorRuntime.Start(threads: 2);
        var repairs = await ShouldBeAsync(runtime.RunAsync(shaky), [.. SequentialFederation.Run(quiet)]);

        // 660 requests and as many answers: about 66 losses and 66 duplicates.
        repairs.AskedAgain.ShouldBeInRange(33, 120);
        (repairs.Duplicated + repairs.Outdated).ShouldBeGreaterThan(20);
    }

    [Fact]
    public void A_round_without_an_update_keeps_the_parameters()
    {
        var dropout = new DropoutOptions { Scheduled = [[0, 4, 3, 4]] };
        var specification = Federations.Synthetic(agents: 5, rounds: 6) with
        {
            Participation = FederationCatalogue.Default.CreateParticipation(new ServerOptions(), new FaultOptions { Dropout = dropout }),
        };
        var outcomes = SequentialFederation.Run(specification).ToList();
        outcomes.Select(outcome => outcome.Participants).ShouldBe([0, 5, 5, 0, 0, 5, 5]);
        outcomes[4].Parameters.ShouldBe(outcomes[2].Parameters);
        outcomes[5].Parameters.ShouldNotBe(outcomes[2].Parameters);
        outcomes[3].Tally.Dropped.ShouldBe(5);
    }

    [Fact]
    public void The_average_weighs_a_late_update_by_its_staleness()
    {
        // The second agent's update of round 1 arrives in round 4, where its weight is 1/4 of the first agent's.
        var faults = new FaultOptions { Straggler = new StragglerOptions { Slowness = [1, 4] } };
        var server = new ServerOptions { Quorum = 0.5, LateUpdates = LateUpdates.NextRound };
        var specification = Federations.Synthetic(
            agents: 2, rounds: 4) with
        { Participation = FederationCatalogue.Default.CreateParticipation(server, faults) };
        var outcomes = SequentialFederation.Run(specification).ToList();
        var learner = FederationCatalogue.Default.CreateAlgorithm(specification).CreateLearner();
        double[] Train(int round, int agent)
        {
            var update = new double[outcomes[0].Parameters.Length];
            learner.Train(new LocalTask(specification.Seed, round, agent), outcomes[round - 1].Parameters.AsSpan(), update);
            return update;
        }

        double[] fresh = Train(round: 4, agent: 0), late = Train(round: 1, agent: 1);
        outcomes[4].Parameters.ShouldBe([.. fresh.Zip(late, (a, b) => (0.0 + a + 0.25 * b) / 1.25)]);
        outcomes[4].Participants.ShouldBe(2);
    }

    [Fact]
    public async Task Updates_that_are_not_finite_are_refused_and_their_agent_is_dropped_at_the_third()
    {
        var specification = Federations.Synthetic(agents: 4, rounds: 6) with
        {
            Local = new LocalOptions { StepSize = double.MaxValue, Steps = 2 },
        };
        var outcomes = SequentialFederation.Run(specification).ToList();
        outcomes.Select(outcome => outcome.Tally.Refused).ShouldBe([0, 4, 4, 4, 0, 0, 0]);
        outcomes.Select(outcome => outcome.Tally.Gone).ShouldBe([0, 0, 0, 0, 4, 4, 4]);
        outcomes[^1].Parameters.ShouldBe(outcomes[0].Parameters);
        await using var runtime = ActorRuntime.Start(threads: 2);
        await ShouldBeAsync(runtime.RunAsync(specification), outcomes);
    }

    private static async Task<RoundRepairs> ShouldBeAsync(IAsyncEnumerable<RoundOutcome> outcomes, List<RoundOutcome> expected)
    {
        int round = 0;
        var repairs = default(RoundRepairs);
        await foreach (var outcome in outcomes)
        {
            outcome.Parameters.ShouldBe(expected[round].Parameters);
            outcome.Refused.ShouldBe(expected[round].Refused);
            outcome.Pending.ShouldBe(expected[round].Pending);
            (outcome with { Parameters = [], Refused = [], Pending = [], Repairs = default, Schedule = null })
                .ShouldBe(expected[round] with { Parameters = [], Refused = [], Pending = [], Schedule = null });
            repairs += outcome.Repairs;
            round++;
        }

        round.ShouldBe(expected.Count);
        return repairs;
    }
}
