using FedPG.Options;
using FedPG.Participation;

namespace FedPG.Tests.Participation;

public class FaultTests
{
    [Theory]
    [InlineData(AbsenceLength.Fixed, 4.0)]
    [InlineData(AbsenceLength.Geometric, 4.0)]
    [InlineData(AbsenceLength.Geometric, 1.0)]
    public void Absences_have_the_given_rate_and_length(AbsenceLength kind, double mean)
    {
        const double Probability = 0.1;
        var dropout = new DropoutOptions { Probability = Probability, Absence = kind, MeanAbsence = mean };
        var rounds = Schedules.Of(new FaultOptions { Dropout = dropout }, rounds: 3000);
        var lengths = new List<int>();
        int present = 0;
        for (int agent = 0; agent < 20; agent++)
        {
            int length = 0;
            foreach (var attendance in rounds.OfAgent(agent))
            {
                if (attendance == Attendance.Absent) length++;
                else present++;
                if (attendance == Attendance.Absent || length == 0) continue;
                lengths.Add(length);
                length = 0;
            }
        }

        // An absence may directly follow another, so the mean length of a stretch is mean/(1 − p); there are about 5,000 stretches.
        lengths.Average().ShouldBe(mean / (1 - Probability), 0.15 * mean);
        double absentShare = 1 - present / 60_000.0;
        absentShare.ShouldBe(Probability * mean / (Probability * mean + 1 - Probability), 0.02);
        if (kind == AbsenceLength.Fixed) lengths.ShouldAllBe(length => length % 4 == 0);
    }

    [Fact]
    public void Scheduled_absences_happen_exactly_as_listed()
    {
        var dropout = new DropoutOptions { Scheduled = [[1, 2, 3, 4], [2, 2, 6, 6]] };
        var rounds = Schedules.Of(new FaultOptions { Dropout = dropout }, rounds: 7);
        int[] Absent(int agent) => [.. rounds.Where(round => round[agent].Attendance == Attendance.Absent).Select(round => round.Round)];
        Absent(0).ShouldBe([]);
        Absent(1).ShouldBe([3, 4]);
        Absent(2).ShouldBe([3, 4, 6]);
    }

    [Fact]
    public void Crashes_have_the_given_probability_happen_in_any_local_step_and_cost_time()
    {
        var crash = new CrashOptions { Probability = 0.25, MaxRestarts = int.MaxValue };
        var rounds = Schedules.Of(new FaultOptions { Crash = crash }, rounds: 1000, agents: 1);
        var crashes = rounds.SelectMany(round => round[0].Crashes.IsDefault ? [] : round[0].Crashes).ToList();

        // 1000 trainings succeed, so the number of crashes is negative binomial with mean 333 and standard deviation 21.
        crashes.Count.ShouldBeInRange(333 - 84, 333 + 84);
        crashes.Distinct().Order().ShouldBe([1, 2, 3, 4, 5]);
        rounds[^1].Tally.SimulatedSeconds.ShouldBe(5 * 1000 + crashes.Sum());
        rounds.Sum(round => round.Tally.Crashed).ShouldBe(crashes.Count);
        rounds.ShouldAllBe(round => round[0].Attendance == Attendance.Counts);
    }

    [Fact]
    public void A_crash_may_lose_the_round_instead()
    {
        var crash = new CrashOptions { Probability = 0.3, Recovery = CrashRecovery.LoseRound, MaxRestarts = int.MaxValue };
        foreach (var round in Schedules.Of(new FaultOptions { Crash = crash }))
        {
            var agents = round.Agents(20);
            agents.ShouldAllBe(a => a.CrashCount == (a.Attendance == Attendance.Loses ? 1 : 0));
            round.Tally.Lost.ShouldBe(agents.Count(a => a.Attendance == Attendance.Loses));
        }
    }

    [Fact]
    public void An_agent_that_exceeds_its_restarts_is_gone_for_good()
    {
        var crash = new CrashOptions
        {
            Probability = 0.5,
            Recovery = CrashRecovery.LoseRound,
            MaxRestarts = 2,
            Within = TimeSpan.FromSeconds(1000),
        };
        var rounds = Schedules.Of(new FaultOptions { Crash = crash }, rounds: 60);
        for (int agent = 0; agent < 20; agent++)
        {
            var attendance = rounds.OfAgent(agent);
            int gone = attendance.IndexOf(Attendance.Gone);
            gone.ShouldBeGreaterThan(0);
            attendance.Take(gone).Count(a => a == Attendance.Loses).ShouldBe(3);
            rounds[gone - 1][agent].IsLastCrashFatal.ShouldBeTrue();
            attendance.Skip(gone).ShouldAllBe(a => a == Attendance.Gone);
        }

        rounds[^1].Tally.ShouldBe(new RoundTally { Gone = 20, SimulatedSeconds = rounds[^2].Tally.SimulatedSeconds });
    }

    [Fact]
    public void Restarts_no_longer_count_after_the_given_time()
    {
        var crash = new CrashOptions { Probability = 0.1, MaxRestarts = 3, Within = TimeSpan.FromSeconds(1) };
        Schedules.Of(new FaultOptions { Crash = crash }, rounds: 500).ShouldAllBe(round => round.Tally.Gone == 0);
    }

    [Fact]
    public void Slowness_differs_between_agents_and_is_constant_during_a_run()
    {
        var straggler = new StragglerOptions { SpeedSpread = 1 };
        var server = new ServerOptions { Deadline = 5 };
        var rounds = Schedules.Of(new FaultOptions { Straggler = straggler }, server, agents: 400);

        // The lognormal slowness has median 1: half of the agents meet a deadline of exactly H seconds, in every round the same ones.
        int inTime = Enumerable.Range(0, 400).Count(agent => rounds[0][agent].Attendance == Attendance.Counts);
        inTime.ShouldBeInRange(160, 240);
        for (int agent = 0; agent < 400; agent++) rounds.OfAgent(agent).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void Two_classes_and_delays_have_the_given_probabilities_and_means()
    {
        var classes = new StragglerOptions { SlowFraction = 0.25, SlowFactor = 3 };
        var rounds = Schedules.Of(new FaultOptions { Straggler = classes }, new ServerOptions { Deadline = 10 }, rounds: 1, agents: 400);
        rounds[0].Tally.Late.ShouldBeInRange(65, 135);

        var delays = new StragglerOptions { DelayProbability = 0.5, MeanDelay = 4 };
        var delayed = Schedules.Of(new FaultOptions { Straggler = delays }, rounds: 4000, agents: 1);
        double meanLength = delayed[^1].Tally.SimulatedSeconds / 4000;
        meanLength.ShouldBe(5 + 0.5 * 4, 0.35); // standard error 0.087
    }
}
