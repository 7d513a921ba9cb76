using FedPG.Algorithms;
using FedPG.Algorithms.DriftCorrection;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Participation;

namespace FedPG.Tests.Federation;

public class RoundReplayTests
{
    private static readonly FederationSpecification Basic = new()
    {
        Environments = new SyntheticEnvironment { EpsilonP = 0.6, EpsilonR = 0.5 }.Build(discount: 0.9),
        Agents = 7,
        Rounds = 12,
        Seed = 5,
        Local = new LocalOptions { Batch = 4, Horizon = 5, Steps = 3, StepSize = 0.2 },
    };

    private static readonly FaultOptions Faults = new()
    {
        Dropout = new DropoutOptions { Probability = 0.1, MeanAbsence = 2 },
        Crash = new CrashOptions { Probability = 0.2, MaxRestarts = 3 },
        Straggler = new StragglerOptions { SpeedSpread = 1 },
    };

    public static TheoryData<string> Cases => [.. Specifications.Keys];

    private static Dictionary<string, FederationSpecification> Specifications { get; } = new()
    {
        ["everyone"] = Basic,
        ["bits"] = Basic with { Algorithm = "b-rs-fedpg" },
        ["late updates are lost"] = Basic with { Participation = Closing(LateUpdates.Discard) },
        ["an optimiser"] = Basic with { Optimizer = "adam" },
        ["two states"] = Extended("scaffold-pg", new ScaffoldPGOptions()) with { Participation = Closing(LateUpdates.Discard) },
        ["two phases"] = Extended("fedsvrpg-m", new FedSVRPGMOptions()),
        ["Byzantine agents"] = Basic with { Byzantine = new ByzantineOptions { Fraction = 0.3, Attack = "sign-flip" } },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_updates_of_a_replayed_round_have_the_drift_of_the_run(string name)
    {
        var specification = Specifications[name];
        var replay = Replay(specification);
        int replayed = 0;
        foreach (var (before, outcome) in Rounds(specification))
        {
            AgentUpdate[] updates = [.. replay.Updates(before, outcome)];
            updates.Length.ShouldBe(outcome.Participants);
            updates.Select(update => update.Agent).ShouldBeInOrder();
            double drift = updates.Length < 2 ? 0 : Math.Sqrt(updates.Average(update => update.Distance * update.Distance));
            drift.ShouldBe(outcome.Drift, 1e-9 * (outcome.Drift + updates.Sum(update => update.Norm)));
            replayed += updates.Length;
        }

        replayed.ShouldBeGreaterThan(40);
    }

    [Fact]
    public void Norms_begin_at_the_parameters_that_the_agent_trained_from_and_distances_end_at_the_weighted_mean()
    {
        var specification = Basic with { Participation = Closing(LateUpdates.NextRound) };
        var replay = Replay(specification);
        var learner = FederationCatalogue.Default.CreateAlgorithm(specification).CreateLearner();
        var history = new List<double[]>();
        int late = 0;
        foreach (var (before, outcome) in Rounds(specification))
        {
            history.Add([.. before.Parameters]);
            var attendance = before.StartSchedule(specification, FederationCatalogue.Default.CreateAlgorithm(specification))
                .Next(before.RefusedIn(before.Round));
            var trained = new List<(int Agent, double Weight, double[] Broadcast, double[] Update)>();
            for (int agent = 0; agent < specification.Agents; agent++)
            {
                var work = attendance[agent];
                if (work.Attendance != Attendance.Counts) continue;
                double[] broadcast = history[work.Broadcast - 1], update = new double[broadcast.Length];
                learner.Train(new LocalTask(specification.Seed, work.Broadcast, agent), broadcast, update);
                trained.Add((agent, work.Weight, broadcast, update));
                if (work.Broadcast < outcome.Round) late++;
            }

            double weight = trained.Sum(one => one.Weight);
            double[] mean = [.. history[^1].Select((_, i) => trained.Sum(one => one.Weight * one.Update[i]) / weight)];
            AgentUpdate[] found = [.. replay.Updates(before, outcome)];
            found.Select(update => update.Agent).ShouldBe(trained.Select(one => one.Agent));
            foreach (var (update, one) in found.Zip(trained))
            {
                update.Norm.ShouldBe(Distance(one.Update, one.Broadcast), 1e-14);
                update.Distance.ShouldBe(Distance(one.Update, mean), 1e-14);
            }
        }

        late.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Without_synchronous_rounds_a_norm_is_that_of_what_the_update_adds()
    {
        // One update per step: θ moves by it.
        var server = new ServerOptions { Mode = "asynchronous" };
        var specification = Basic with
        {
            Mode = server.Mode,
            Rounds = 60,
            Participation = FederationCatalogue.Default.CreateParticipation(
                server, new FaultOptions { Straggler = new StragglerOptions { SpeedSpread = 1 } }),
        };
        var replay = Replay(specification);
        int stale = 0;
        foreach (var (before, outcome) in Rounds(specification))
        {
            var update = replay.Updates(before, outcome).ShouldHaveSingleItem();
            update.Norm.ShouldBe(Distance([.. before.Parameters], [.. outcome.Parameters]), 1e-14);
            update.Distance.ShouldBe(0);
            stale += outcome.Tally.Stale;
        }

        stale.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void An_algorithm_that_is_not_a_pure_function_is_found_out()
    {
        var algorithm = new Impure(FederationCatalogue.Default.CreateAlgorithm(Basic));
        var aggregator = FederationCatalogue.Default.CreateAggregator(Basic, algorithm);
        var outcome = SequentialFederation.Run(Basic, algorithm, aggregator).ElementAt(1);
        var before = FederationState.Initial(algorithm.InitialParameters);
        Should.Throw<InvalidOperationException>(() => new RoundReplay(Basic, algorithm, aggregator).Updates(before, outcome).Count())
            .Message.ShouldContain("round 1 of s-fedpg has another result when trained again");
    }

    private static RoundReplay Replay(FederationSpecification specification)
    {
        var algorithm = FederationCatalogue.Default.CreateAlgorithm(specification);
        return new RoundReplay(specification, algorithm, FederationCatalogue.Default.CreateAggregator(specification, algorithm));
    }

    private static IEnumerable<(FederationState Before, RoundOutcome Outcome)> Rounds(FederationSpecification specification)
    {
        var state = FederationState.Initial(FederationCatalogue.Default.CreateAlgorithm(specification).InitialParameters);
        foreach (var outcome in SequentialFederation.Run(specification).Skip(1))
        {
            yield return (state, outcome);
            state = state.After(outcome);
        }
    }

    private static IParticipation Closing(LateUpdates late) =>
        FederationCatalogue.Default.CreateParticipation(new ServerOptions { Quorum = 0.6, LateUpdates = late }, Faults);

    private static FederationSpecification Extended(string algorithm, object options) =>
        Basic with { Algorithm = algorithm, Extensions = ExtensionOptions.Of(options) };

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    /// <summary>Every training adds one more than the preceding one.</summary>
    private sealed class Impure(IFederatedAlgorithm inner) : DelegatingAlgorithm(inner)
    {
        private int _trainings;

        public override ILearner CreateLearner() => new Learner(this);

        private sealed class Learner(Impure algorithm) : ILearner
        {
            public void Train(in TrainingBatch batch)
            {
                foreach (double[] update in batch.Updates) Array.Fill(update, algorithm._trainings++);
            }
        }
    }
}
