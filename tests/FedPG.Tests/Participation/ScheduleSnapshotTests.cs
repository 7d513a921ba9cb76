using System.Collections.Immutable;
using CsCheck;
using FedPG.Algorithms;
using FedPG.Asynchrony;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Participation;

namespace FedPG.Tests.Participation;

/// <summary>A run continues its schedule from a snapshot: it has the same rounds, and its past is not folded again.</summary>
public class ScheduleSnapshotTests
{
    private const int Agents = 12;
    private const int Rounds = 3 * ScheduleSnapshot.Interval + 5;

    private static readonly ScheduleKey Key = new(Seed: 3, Agents, LocalSteps: 5);

    private static readonly Gen<IParticipation> Participations =
        from dropout in Gen.Double[0, 0.3]
        from crash in Gen.Double[0, 0.5]
        from within in Gen.Int[20, 2000]
        from spread in Gen.Double[0, 1]
        from fraction in Gen.Double[0.3, 1]
        from quorum in Gen.Double[0.3, 1]
        from late in Gen.Enum<LateUpdates>()
        select FederationCatalogue.Default.CreateParticipation(
            new ServerOptions { Participation = fraction, Quorum = quorum, LateUpdates = late },
            new FaultOptions
            {
                Dropout = new DropoutOptions { Probability = dropout, MeanAbsence = 4 },
                Crash = new CrashOptions { Probability = crash, MaxRestarts = 12, Within = TimeSpan.FromSeconds(within) },
                Straggler = new StragglerOptions { SpeedSpread = spread, DelayProbability = 0.3, MeanDelay = 3 },
            });

    private static readonly Gen<IParticipation> Modes =
        from mode in Gen.Int[1, FederationCatalogue.Default.Modes.Count - 1].Select(i => FederationCatalogue.Default.Modes[i])
        from buffer in Gen.Int[1, 20]
        from rescaled in Gen.Bool
        from spread in Gen.Double[0, 1]
        select FederationCatalogue.Default.CreateParticipation(
            new ServerOptions
            {
                Mode = mode,
                Modes = ExtensionOptions.Of(
                    new AsynchronousOptions { Buffer = buffer, Rescaled = rescaled },
                    new RennalaOptions { Updates = buffer },
                    new MaleniaOptions { Updates = buffer }),
            },
            new FaultOptions { Straggler = new StragglerOptions { SpeedSpread = spread, DelayProbability = 0.3, MeanDelay = 3 } });

    [Fact]
    public void A_schedule_continues_from_any_round_with_the_same_rounds() =>
        Gen.Select(Participations, Gen.Int[1, Rounds], Gen.Int[0, 1 << 20]).Sample(
            (participation, round, refusing) => ShouldContinue(participation, round, refusing), iter: 300);

    [Fact]
    public void An_order_of_arrivals_continues_from_any_step_with_the_same_steps() =>
        Gen.Select(Modes, Gen.Int[1, Rounds], Gen.Int[0, 1 << 20]).Sample(
            (participation, round, refusing) => ShouldContinue(participation, round, refusing), iter: 300);

    [Fact]
    public void Full_participation_continues_from_any_round_with_the_same_rounds() =>
        Gen.Select(Gen.Int[1, Rounds], Gen.Int[0, 1 << 20]).Sample(
            (round, refusing) => ShouldContinue(FullParticipation.Instance, round, refusing), iter: 300);

    [Fact]
    public void A_run_that_continues_after_a_million_rounds_folds_at_most_an_interval_of_them_again()
    {
        const int Completed = 1_000_000 / ScheduleSnapshot.Interval * ScheduleSnapshot.Interval;
        var counting = new Counting();
        var model = new FaultModel(new ServerOptions(), [counting], new NetworkOptions());
        var schedule = model.Start(Key);
        for (int round = 1; round < ScheduleSnapshot.Interval; round++) schedule.Next([]).Snapshot.ShouldBeNull();
        var snapshot = schedule.Next([]).Snapshot.ShouldNotBeNull();

        var specification = new FederationSpecification
        {
            Environments = new FedPG.Environments.SyntheticEnvironment().Build(null),
            Agents = Agents,
            Participation = model,
        };
        var algorithm = FederationCatalogue.Default.CreateAlgorithm(specification);
        var state = FederationState.Initial([]) with
        {
            Round = Completed + 7,
            Schedule = new ScheduleSnapshot(Completed, snapshot.Numbers),
        };
        counting.Rounds.Clear();
        state.StartSchedule(specification, algorithm).Next([]).Round.ShouldBe(Completed + 8);
        counting.Rounds.ShouldBe(Enumerable.Range(Completed + 1, 8));
    }

    [Fact]
    public void Full_participation_continues_after_two_billion_rounds_without_counting_them()
    {
        var refusals = Enumerable.Range(5, 3).ToImmutableSortedDictionary(round => round, _ => ImmutableArray.Create(1));
        var history = new ScheduleHistory(2_000_000_000, Snapshot: null, refusals);
        var next = FullParticipation.Instance.Continue(Key, history).Next([]);
        (next.Round, next.Tally.Gone, next.Tally.SimulatedSeconds).ShouldBe((2_000_000_001, 1, 10_000_000_005.0));
    }

    [Fact]
    public void A_fault_that_is_not_saved_has_its_past_folded_again()
    {
        var counting = new Counting { IsSaved = false };
        var model = new FaultModel(new ServerOptions(), [counting], new NetworkOptions());
        var schedule = model.Start(Key);
        for (int round = 0; round < 40; round++) schedule.Next([]).Snapshot.ShouldBeNull();
        counting.Rounds.Clear();
        model.Continue(Key, new ScheduleHistory(40, null, ImmutableSortedDictionary<int, ImmutableArray<int>>.Empty)).Next([]);
        counting.Rounds.ShouldBe(Enumerable.Range(1, 41));
    }

    [Fact]
    public void A_snapshot_of_other_faults_is_refused() => Should.Throw<FormatException>(() =>
        new FaultModel(new ServerOptions(), [new Counting()], new NetworkOptions()).Continue(
            Key, new ScheduleHistory(16, new ScheduleSnapshot(16, [0, 0, 0]), ImmutableSortedDictionary<int, ImmutableArray<int>>.Empty)));

    private static void ShouldContinue(IParticipation participation, int round, int refusing)
    {
        var random = new System.Random(refusing);
        var (whole, state) = (participation.Start(Key), FederationState.Initial([]));
        var rounds = new List<(RoundAttendance Attendance, ImmutableArray<int> Refused)>();
        ImmutableArray<int> refused = [];
        for (int r = 1; r <= Rounds; r++)
        {
            var attendance = whole.Next(refused);
            refused =
            [
                .. Enumerable.Range(0, Agents)
                    .Where(agent => attendance[agent].Attendance == Attendance.Counts && random.NextDouble() < 0.1 * (agent % 5)),
            ];
            rounds.Add((attendance, refused));
            if (r > round) continue;
            state = state.After(
                new RoundOutcome(r, [], 0, default, attendance.Tally) { Refused = refused, Schedule = attendance.Snapshot });
        }

        var history = new ScheduleHistory(round, state.Schedule, state.Refusals);
        var continued = participation.Continue(Key, history);
        refused = [.. history.RefusedIn(round)];
        foreach (var (attendance, next) in rounds.Skip(round))
        {
            var found = continued.Next(refused);
            found.Round.ShouldBe(attendance.Round);
            found.Tally.ShouldBe(attendance.Tally);
            found.Pending.ShouldBe(attendance.Pending);
            found.Agents(Agents).Select(Describe).ShouldBe(attendance.Agents(Agents).Select(Describe));
            found.Snapshot.ShouldBe(attendance.Snapshot);
            refused = next;
        }
    }

    private static string Describe(AgentRound agent)
    {
        string crashes = string.Join(',', agent.Crashes.IsDefault ? [] : agent.Crashes);
        string trainings = agent.Trainings is { } counted ? $"{counted.First}: {string.Join(' ', counted.Scales)}" : "one";
        return $"{agent.Attendance} {agent.Broadcast} {agent.Weight:R} {agent.IsLastCrashFatal} {crashes} {trainings}";
    }

    /// <summary>A fault without an effect that records the rounds it was applied to.</summary>
    private sealed class Counting : IFault, IFaultProcess
    {
        public SortedSet<int> Rounds { get; } = [];

        public bool IsSaved { get; init; } = true;

        public IFaultProcess Start(ScheduleKey key) => this;

        public void Apply(int round, int agent, double start, ref AgentFate fate) => Rounds.Add(round);

        public double[]? Save() => IsSaved ? [] : null;
    }
}
