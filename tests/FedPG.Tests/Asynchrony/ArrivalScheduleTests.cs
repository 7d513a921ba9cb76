using CsCheck;
using FedPG.Asynchrony;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Participation;
using FedPG.Tests.Participation;

namespace FedPG.Tests.Asynchrony;

/// <summary>The order of arrivals in simulated time.</summary>
public class ArrivalScheduleTests
{
    private static readonly Gen<(double[] Times, int Buffer)> Federations =
        from times in Gen.Double[0.1, 5].Array[1, 8]
        from buffer in Gen.Int[1, 12]
        select (times, buffer);

    [Theory]
    [InlineData(new[] { 1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, 0.5, .31622776601683794, .19916359657128618)]
    [InlineData(new[] { 1.0, 1, 1, 4 }, 1, 1, 1 / 3.25)]
    public void Asynchrony_saves_the_time_that_fast_agents_wait(double[] numbers, double power, double synchronous, double asynchronous)
    {
        double[] times = [.. numbers.Select(number => Math.Pow(number, power))];
        int agents = times.Length;
        var rounds = Schedules.Of(Slow(times), rounds: 100, agents: agents, localSteps: 1);
        (rounds[^1].Tally.SimulatedSeconds / (100 * agents)).ShouldBe(synchronous, 1e-12);

        var probe = new Probe();
        var participation = new AsynchronousParticipation("probe", probe, Faults(times), NetworkOptions.None);
        var schedule = participation.Start(new ScheduleKey(0, agents, LocalSteps: 1));
        const int Steps = 20_000;
        double seconds = 0;
        for (int step = 0; step < Steps; step++) seconds = schedule.Next([]).Tally.SimulatedSeconds;
        (probe.Mean / agents).ShouldBe(asynchronous, 1e-12);

        // After T seconds an agent has delivered ⌊T/t⌋ updates: together at most one each fewer than T Σ 1/t.
        (seconds / Steps).ShouldBeInRange(asynchronous * (1 - 1e-12), asynchronous * (1 + (double)agents / (Steps - agents)));
    }

    [Fact]
    public void Updates_count_in_the_order_of_their_arrival_and_are_trained_from_the_theta_of_their_beginning() =>
        Federations.Sample(
            federation =>
            {
                var (times, buffer) = federation;
                var rounds = Of("asynchronous", times, rounds: 30, new AsynchronousOptions { Buffer = buffer });

                // Each agent arrives at the multiples of its time, as sums.
                var arrivals = times
                    .SelectMany((time, agent) => Sums(time, 30 * buffer).Select((at, n) => (At: at, Agent: agent, N: n + 1)))
                    .OrderBy(arrival => (arrival.At, arrival.Agent)).Take(30 * buffer).ToList();
                for (int step = 0; step < 30; step++)
                {
                    var own = arrivals.Skip(step * buffer).Take(buffer).ToList();
                    rounds[step].Tally.SimulatedSeconds.ShouldBe(own[^1].At);
                    foreach (var group in own.GroupBy(arrival => arrival.Agent))
                    {
                        var work = rounds[step][group.Key];
                        work.Attendance.ShouldBe(Attendance.Counts);
                        (work.Trainings!.First, work.TrainingCount, work.Weight).ShouldBe((group.First().N, group.Count(), group.Count()));
                        work.Broadcast.ShouldBe(StepAfter(BeginOf(group.First()), arrivals, buffer));
                        foreach (var later in group.Skip(1)) StepAfter(BeginOf(later), arrivals, buffer).ShouldBe(step + 1);
                    }

                    int counting = rounds[step].Agents(times.Length).Count(work => work.Trains);
                    counting.ShouldBe(own.DistinctBy(arrival => arrival.Agent).Count());
                }

                double BeginOf((double At, int Agent, int N) arrival) =>
                    arrival.N == 1 ? 0 : Sums(times[arrival.Agent], arrival.N - 1)[^1];
            },
            iter: 200);

    [Fact]
    public void Only_broadcasts_that_are_trained_from_later_are_kept() => Federations.Sample(
        federation =>
        {
            var rounds = Of("asynchronous", federation.Times, rounds: 40, new AsynchronousOptions { Buffer = federation.Buffer });
            for (int round = 0; round < 20; round++)
            {
                rounds[round].Pending.Length.ShouldBeLessThanOrEqualTo(federation.Times.Length);
                rounds[round].Pending.ShouldBeInOrder();
                foreach (var later in rounds.Skip(round + 1))
                    later.EarlierBroadcasts().Where(broadcast => broadcast <= round + 1).ShouldBeSubsetOf(rounds[round].Pending);
            }
        },
        iter: 100);

    [Theory]
    [InlineData("rennala")]
    [InlineData("malenia")]
    public void These_modes_keep_only_updates_of_the_present_theta(string mode)
    {
        foreach (var round in Of(mode, [1, 1, 1, 4], rounds: 40))
        {
            round.Pending.ShouldBeEmpty();
            round.EarlierBroadcasts().ShouldBeEmpty();
        }
    }

    [Fact]
    public void Rennala_moves_when_K_updates_have_come_from_anyone()
    {
        // At 1 and 2 three agents arrive; the fourth of these updates closes the step, the other two are of the old θ.
        var rounds = Of("rennala", [1, 1, 1, 4], rounds: 3, new RennalaOptions { Updates = 4 });
        rounds.Select(round => (round.Tally.SimulatedSeconds, round.Tally.Late)).ShouldBe([(2, 0), (4, 2), (6, 3)]);
        rounds[0].Agents(4).Select(work => work.Trains ? work.TrainingCount : 0).ShouldBe([2, 1, 1, 0]);
        rounds[0].Agents(4).Take(3).Select(work => work.Weight).ShouldBe([2, 1, 1]);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(3)]
    public void Rennala_counts_equally_fast_agents_alike(int updates)
    {
        const int Steps = 1000;
        var rounds = Of("rennala", [.. Enumerable.Repeat(1.0, 10)], Steps, new RennalaOptions { Updates = updates });
        for (int agent = 0; agent < 10; agent++)
        {
            double share = rounds.OfAgent(agent).Count(attendance => attendance == Attendance.Counts) / (double)Steps;
            share.ShouldBe(updates / 10.0, 0.05);
        }
    }

    [Fact]
    public void Rescaled_updates_have_a_mean_factor_of_one_also_with_delays()
    {
        var straggler = new StragglerOptions { Slowness = [1, 4], DelayProbability = 0.3, MeanDelay = 10 };
        var options = ExtensionOptions.Of(new AsynchronousOptions { Buffer = 100, Rescaled = true });
        var server = new ServerOptions { Mode = "asynchronous", Modes = options };
        var rounds = Schedules.Of(new FaultOptions { Straggler = straggler }, server, rounds: 500, agents: 10);
        rounds.SelectMany(round => round.Agents(10)).SelectMany(work => work.Trainings?.Scales ?? []).Average().ShouldBe(1, 0.02);
    }

    [Theory]
    [InlineData(4, 4.0)]
    [InlineData(10, 5.0)]
    [InlineData(12, 8.0)]
    public void Malenia_moves_when_the_harmonic_mean_of_the_counts_is_K_over_M(int updates, double seconds)
    {
        // After t seconds the counts are (t, t, t, ⌊t/4⌋): means 16/7 at 4, 5/2 at 5, 14/5 at 7 and, with the last agent, 32/7 at 8.
        var round = Of("malenia", [1, 1, 1, 4], rounds: 1, new MaleniaOptions { Updates = updates })[0];
        int[] counts = [.. round.Agents(4).Select(work => work.TrainingCount)];
        (counts.Length / counts.Sum(count => 1.0 / count)).ShouldBeGreaterThanOrEqualTo(updates / 4.0 - 1e-12);
        round.Tally.SimulatedSeconds.ShouldBe(seconds);
        round.Agents(4).ShouldAllBe(work => work.Weight == 1);
    }

    [Fact]
    public void An_agent_whose_updates_are_refused_is_dropped_and_the_others_go_on()
    {
        var schedule = FederationCatalogue.Default.CreateParticipation(new ServerOptions { Mode = "malenia" }, Slow([1, 2]))
            .Start(new ScheduleKey(0, Agents: 2, LocalSteps: 1));
        var rounds = new List<RoundAttendance>();
        for (int i = 0; i < 6; i++) rounds.Add(schedule.Next(i is 0 or > 3 ? [] : [1]));
        rounds.Select(round => round.Tally.Gone).ShouldBe([0, 0, 0, 1, 1, 1]);
        rounds.Select(round => round.Tally.SimulatedSeconds).ShouldBe([2, 4, 6, 7, 8, 9]);
        rounds[3][1].Attendance.ShouldBe(Attendance.Gone);
    }

    private static List<RoundAttendance> Of(string mode, double[] times, int rounds, params object[] options) => Schedules.Of(
        Slow(times), new ServerOptions { Mode = mode, Modes = ExtensionOptions.Of(options) }, rounds, times.Length, localSteps: 1);

    private static FaultOptions Slow(double[] times) => new() { Straggler = new StragglerOptions { Slowness = times } };

    private static IFault[] Faults(double[] times) => [new StragglerFault(new StragglerOptions { Slowness = times })];

    private static double[] Sums(double time, int count)
    {
        double[] sums = new double[count];
        for (int i = 0; i < count; i++) sums[i] = (i == 0 ? 0 : sums[i - 1]) + time;
        return sums;
    }

    /// <summary>The step that is open after all arrivals of an instant.</summary>
    private static int StepAfter(double instant, List<(double At, int Agent, int N)> arrivals, int buffer) =>
        1 + arrivals.Count(arrival => arrival.At <= instant) / buffer;

    private sealed class Probe : IServerMode
    {
        public double Mean { get; private set; }

        public bool TakesStale => true;

        public bool IsComplete(StepProgress step) => true;

        public double Scale(double duration, double mean)
        {
            Mean = mean;
            return 1;
        }
    }
}
