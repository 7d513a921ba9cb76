using FedPG.Actors.Protocol;
using FedPG.Actors.Wire;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Checkpoints;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Participation;

namespace FedPG.Actors.Tests.Wire;

/// <summary>Algorithms that remember nothing pay nothing for those that do: every byte of their messages is accounted for.</summary>
public class StatelessSizeTests
{
    private const int Run = 1 + 1 + 16;     // Tag, length, GUID.
    private const int Small = 1 + 1;        // Tag and an integer below 128.
    private const int Double = 1 + 8;

    private static readonly FederationSpecification Specification = new()
    {
        Environments = new ChallengingMdpEnvironment().Build(null),
        Agents = 10,
        Rounds = 9,
        Algorithm = "s-fedpg",
    };

    private static readonly IFederatedAlgorithm Algorithm = FederationCatalogue.Default.CreateAlgorithm(Specification);

    private static readonly int Parameters = Vector(Algorithm.ParameterCount);

    [Fact]
    public void An_assignment_is_the_parameters_the_edges_and_the_round()
    {
        var (state, attendance) = Continued();
        var round = new OpenRound(
            Specification.Seed, Algorithm, FederationCatalogue.Default.CreateAggregator(Specification, Algorithm), attendance, state);
        var broadcast = new Broadcast(RunId.New(), round.Exchange, round.Broadcast, round.Attendance)
        {
            Phase = round.Phase,
            States = round.Agents,
        };
        const int Edges = 1 + 1 + 3, Everyone = Small, Agents = Small, Round = Small;
        Codec.Encode(new RoundAssignment(broadcast, [0, 1, 2])).Length.ShouldBe(Run + Round + Parameters + Edges + Everyone + Agents);
    }

    [Fact]
    public void An_update_is_its_parts()
    {
        double[] numbers = [.. Enumerable.Repeat(1.5, Algorithm.UpdateLength)];
        var part = new PartialAggregate(Level: 3, Index: 1) { Numbers = numbers, Updates = 8, Weight = 8, Squares = 2 };
        const int Level = Small, Index = Small, Updates = Small, Weight = Double, Squares = Double, Round = Small;
        int own = Level + Index + Updates + Weight + Squares + Parameters;
        Codec.Encode(new NodeUpdate(RunId.New(), 5, [part])).Length.ShouldBe(Run + Round + 1 + Varint(own) + own);
    }

    [Fact]
    public void A_checkpoint_is_the_parameters_the_totals_and_the_records()
    {
        var (state, _) = Continued();
        var checkpoint = new RunCheckpoint { Fingerprint = "3:0123", State = state, Records = [new RecordedText("a.csv", new byte[50])] };
        const int Fingerprint = 1 + 1 + 6, Round = Small, Elapsed = Double, Record = 1 + 1 + (1 + 1 + 5) + (1 + 1 + 50);
        const int Tally = 1 + 1 + Double, Totals = 1 + 1 + Double + Tally + Double;
        CheckpointCodec.Encode(checkpoint).Length.ShouldBe(Fingerprint + Round + Parameters + Totals + Elapsed + Record);

        // The best round: once with its number and value if it is the checkpoint's own, not at all if it is that of the preceding one.
        const int Best = 1 + 1 + Small + Double;
        var best = new BestRound(state.Round, 1.5, state.Parameters);
        CheckpointCodec.Encode(checkpoint with { Best = best }).Length
            .ShouldBe(Fingerprint + Round + Parameters + Totals + Elapsed + Record + Best);
    }

    /// <summary>The state after a few rounds, and the attendance of the next one.</summary>
    private static (FederationState State, RoundAttendance Attendance) Continued()
    {
        var state = SequentialFederation.Run(Specification).Skip(1).Take(5)
            .Aggregate(FederationState.Initial(Algorithm.InitialParameters), (before, outcome) => before.After(outcome));
        return (state, state.StartSchedule(Specification, Algorithm).Next([]));
    }

    private static int Vector(int count) => 1 + Varint(8 * count) + 8 * count;

    private static int Varint(int number) => number < 1 << 7 ? 1 : 2;
}
