using System.Collections.Immutable;
using CsCheck;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Participation;

namespace FedPG.Tests.Participation;

public class FaultScheduleTests
{
    private const int Agents = 20;

    private static readonly Gen<FaultOptions> AnyFaults =
        from dropout in Gen.Double[0, 0.4]
        from crash in Gen.Double[0, 0.5]
        from lose in Gen.Bool
        from spread in Gen.Double[0, 1]
        from delay in Gen.Double[0, 0.5]
        select new FaultOptions
        {
            Dropout = new DropoutOptions { Probability = dropout, MeanAbsence = 2 },
            Crash = new CrashOptions
            {
                Probability = crash,
                Recovery = lose ? CrashRecovery.LoseRound : CrashRecovery.Retry,
                MaxRestarts = 30,
            },
            Straggler = new StragglerOptions { SpeedSpread = spread, DelayProbability = delay, MeanDelay = 3 },
        };

    private static readonly Gen<ServerOptions> AnyServer =
        from participation in Gen.Double[0.1, 1]
        from quorum in Gen.Double[0.3, 1]
        from deadline in Gen.Double[2, 30]
        from late in Gen.Enum<LateUpdates>()
        select new ServerOptions
        {
            Participation = participation,
            Quorum = quorum,
            Deadline = deadline > 20 ? null : deadline,
            LateUpdates = late,
        };

    [Fact]
    public void Without_faults_all_agents_take_part_and_a_round_lasts_as_long_as_its_local_steps() =>
        Schedules.Of(new FaultOptions(), rounds: 3).Select(round => (round.IsEveryone, round.Tally)).ShouldBe(
        [.. Enumerable.Range(1, 3).Select(r => (true, new RoundTally { Asked = Agents, SimulatedSeconds = 5 * r }))]);

    [Fact]
    public void A_schedule_is_a_function_of_its_key() => Gen.Select(AnyFaults, AnyServer).Sample(
        (faults, server) => Describe(Schedules.Of(faults, server)).ShouldBe(Describe(Schedules.Of(faults, server))), iter: 100);

    [Fact]
    public void A_late_update_counts_exactly_once_or_is_lost() => Gen.Select(AnyFaults, AnyServer).Sample(
        (faults, server) =>
        {
            double clock = 0;
            ImmutableArray<int> pending = [];
            var owed = new Dictionary<int, int>();
            foreach (var round in Schedules.Of(faults, server))
            {
                var agents = round.Agents(Agents);
                var tally = round.Tally;
                tally.SimulatedSeconds.ShouldBeGreaterThanOrEqualTo(clock);
                clock = tally.SimulatedSeconds;
                agents.Count(a => a.Attendance == Attendance.Late).ShouldBe(tally.Late);
                agents.Count(a => a.Attendance == Attendance.Absent).ShouldBe(tally.Dropped);
                agents.Count(a => a.Attendance == Attendance.Gone).ShouldBe(tally.Gone);
                for (int agent = 0; agent < Agents; agent++)
                {
                    var work = agents[agent];
                    bool isStale = work.Trains && work.Broadcast < round.Round;
                    if (isStale)
                    {
                        // The update was late in the round of its broadcast, counts once, and has less weight with more staleness.
                        owed.Remove(agent, out int from).ShouldBeTrue();
                        work.Broadcast.ShouldBe(from);
                        work.Weight.ShouldBe(1.0 / (1 + round.Round - from));
                        server.LateUpdates.ShouldBe(LateUpdates.NextRound);
                    }
                    else if (owed.ContainsKey(agent) && work.Attendance != Attendance.Busy)
                    {
                        work.Attendance.ShouldBeOneOf(Attendance.Absent, Attendance.Gone);
                        owed.Remove(agent);
                    }

                    if (work.Attendance == Attendance.Late && server.LateUpdates == LateUpdates.NextRound) owed[agent] = round.Round;
                    if (work.Trains && work.Broadcast < round.Round) pending.ShouldContain(work.Broadcast);
                    if (work.Attendance == Attendance.Counts && !isStale) work.Weight.ShouldBe(1);
                }

                pending = round.Pending;
            }
        },
        iter: 200);

    [Fact]
    public void The_asked_agents_are_drawn_uniformly_without_replacement()
    {
        var rounds = Schedules.Of(new FaultOptions(), new ServerOptions { Participation = 0.3 }, rounds: 4000);
        rounds.ShouldAllBe(round => round.Tally.Asked == 6);
        rounds.ShouldAllBe(round => round.Agents(Agents).Count(a => a.Attendance == Attendance.Counts) == 6);

        // Binomial(4000, 0.3) has a standard deviation of 29; the draws are fixed by the seed.
        for (int agent = 0; agent < Agents; agent++)
        {
            rounds.OfAgent(agent).Count(attendance => attendance == Attendance.Counts).ShouldBeInRange(1200 - 120, 1200 + 120);
        }
    }

    [Fact]
    public void A_deadline_excludes_slow_agents_and_is_the_length_of_the_round()
    {
        var faults = new FaultOptions { Straggler = new StragglerOptions { Slowness = [1, 4] } };
        var rounds = Schedules.Of(faults, new ServerOptions { Deadline = 6 }, rounds: 3);
        rounds.Select(round => (round.Tally.Late, round.Tally.SimulatedSeconds)).ShouldBe([(10, 6), (10, 12), (10, 18)]);
        rounds[2].Agents(Agents).Select(a => a.Attendance == Attendance.Counts)
            .ShouldBe([.. Enumerable.Range(0, Agents).Select(agent => agent < 10)]);
    }

    [Fact]
    public void A_late_update_joins_the_round_it_arrives_in()
    {
        // The second agent takes 20 seconds, the first 5; rounds close with the first.
        var faults = new FaultOptions { Straggler = new StragglerOptions { Slowness = [1, 4] } };
        var server = new ServerOptions { Quorum = 0.5, LateUpdates = LateUpdates.NextRound };
        var rounds = Schedules.Of(faults, server, rounds: 6, agents: 2);
        rounds.OfAgent(1).ShouldBe(
            [Attendance.Late, Attendance.Busy, Attendance.Busy, Attendance.Counts, Attendance.Late, Attendance.Busy]);
        (rounds[3][1].Broadcast, rounds[3][1].Weight, rounds[3].Tally.Stale).ShouldBe((1, 0.25, 1));
        rounds.Take(3).ShouldAllBe(round => round.Pending.SequenceEqual(new[] { 1 }));
        rounds[3].EarlierBroadcasts().ShouldBe([1]);
        rounds.Skip(3).Select(round => round.Pending.SingleOrDefault()).ShouldBe([0, 5, 5]);
    }

    [Fact]
    public void A_round_that_waits_for_a_late_update_receives_it_despite_rounding_of_the_clock()
    {
        var faults = new FaultOptions
        {
            Dropout = new DropoutOptions { Scheduled = [[0, 0, 2, 2]] },
            Straggler = new StragglerOptions { Slowness = [1, 30], SpeedSpread = 0.5 },
        };
        var server = new ServerOptions { Quorum = 0.5, LateUpdates = LateUpdates.NextRound };
        for (int seed = 0; seed < 500; seed++)
        {
            Schedules.Of(faults, server, rounds: 2, agents: 2, seed: seed)[1].Tally.Stale.ShouldBe(1);
        }
    }

    [Fact]
    public void An_abandoned_training_does_not_crash_after_the_close()
    {
        // A local step takes ten seconds and rounds close after five, so no training reaches its first crash.
        var faults = new FaultOptions
        {
            Straggler = new StragglerOptions { Slowness = [10] },
            Crash = new CrashOptions { Probability = 0.9, MaxRestarts = 0 },
        };
        foreach (var round in Schedules.Of(faults, new ServerOptions { Deadline = 5 }))
        {
            round.Agents(Agents).ShouldAllBe(agent => agent.Attendance == Attendance.Late);
            round.Tally.ShouldBe(new RoundTally { Asked = Agents, Late = Agents, SimulatedSeconds = 5 * round.Round });
        }
    }

    [Fact]
    public void An_agent_that_will_lose_its_update_is_busy_until_then()
    {
        var faults = new FaultOptions
        {
            Straggler = new StragglerOptions { Slowness = [10] },
            Crash = new CrashOptions { Probability = 0.9, Recovery = CrashRecovery.LoseRound, MaxRestarts = int.MaxValue },
        };
        var rounds = Schedules.Of(faults, new ServerOptions { Deadline = 5, LateUpdates = LateUpdates.NextRound }, agents: 1);
        var attendance = rounds.OfAgent(0);
        attendance.ShouldContain(Attendance.Loses);
        for (int i = 0; i < attendance.Count; i++)
        {
            // The agent is asked again only after its update has been lost or delivered.
            if (attendance[i] == Attendance.Late && i > 0) attendance[i - 1].ShouldBeOneOf(Attendance.Loses, Attendance.Counts);
        }
    }

    [Fact]
    public void With_late_updates_discarded_every_agent_that_was_asked_is_accounted_for() => Gen.Select(AnyFaults, AnyServer).Sample(
        (faults, server) =>
        {
            foreach (var round in Schedules.Of(faults, server with { LateUpdates = LateUpdates.Discard }))
            {
                int counted = round.Agents(Agents).Count(agent => agent.Attendance == Attendance.Counts);
                counted.ShouldBe(round.Tally.Asked - round.Tally.Late - round.Tally.Lost);
            }
        },
        iter: 100);

    [Fact]
    public void An_agent_is_dropped_after_three_refusals_in_a_row_and_an_accepted_update_resets_the_count()
    {
        var schedule = FullParticipation.Instance.Start(new ScheduleKey(0, 3, 5));
        int[][] refused = [[], [1, 2], [1, 2], [1], [2], [2], [2]];
        var rounds = refused.Select(schedule.Next).ToList();
        rounds.OfAgent(1).ShouldBe([.. Enumerable.Repeat(Attendance.Counts, 3), .. Enumerable.Repeat(Attendance.Gone, 4)]);
        rounds.OfAgent(2).ShouldBe([.. Enumerable.Repeat(Attendance.Counts, 6), Attendance.Gone]);
        rounds[^1].Tally.Gone.ShouldBe(2);
    }

    [Fact]
    public void An_unreliable_network_changes_no_tally_even_if_all_agents_are_dropped()
    {
        var key = new ScheduleKey(0, 2, 5);
        var network = new FaultOptions { Network = new NetworkOptions { Loss = 0.1 } };
        var reliable = FullParticipation.Instance.Start(key);
        var unreliable = FederationCatalogue.Default.CreateParticipation(new ServerOptions(), network).Start(key);
        int[][] refused = [[], [0, 1], [0, 1], [0, 1], [], []];
        var tallies = refused.Select(agents => reliable.Next(agents).Tally).ToList();
        refused.Select(agents => unreliable.Next(agents).Tally).ShouldBe(tallies);
        tallies[^1].ShouldBe(new RoundTally { Gone = 2, SimulatedSeconds = 15 });
    }

    [Fact]
    public void Turning_one_fault_on_does_not_shift_the_draws_of_another()
    {
        var dropout = new FaultOptions { Dropout = new DropoutOptions { Probability = 0.2, MeanAbsence = 3 } };
        var both = dropout with
        {
            Crash = new CrashOptions { Probability = 0.4, MaxRestarts = int.MaxValue },
            Straggler = new StragglerOptions { SpeedSpread = 1, DelayProbability = 0.5 },
        };
        var one = Schedules.Of(dropout);
        var all = Schedules.Of(both, new ServerOptions { Deadline = 8 });
        for (int agent = 0; agent < Agents; agent++)
        {
            all.OfAgent(agent).Select(a => a == Attendance.Absent).ShouldBe(one.OfAgent(agent).Select(a => a == Attendance.Absent));
        }
    }

    private static string Describe(IEnumerable<RoundAttendance> rounds) => string.Join('\n', rounds.Select(round =>
        $"{round.Tally} {string.Join(' ', round.Agents(Agents).Select(Describe))}"));

    private static string Describe(AgentRound agent) =>
        $"{agent.Attendance},{agent.Broadcast},{agent.Weight},{string.Join('+', agent.Crashes.IsDefault ? [] : agent.Crashes)}";
}
