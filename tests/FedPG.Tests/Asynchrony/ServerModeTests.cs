using FedPG.Algorithms;
using FedPG.Asynchrony;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Participation;

namespace FedPG.Tests.Asynchrony;

/// <summary>What fits a mode of the server, and what is refused by name.</summary>
public class ServerModeTests
{
    private static readonly FederationCatalogue Catalogue = FederationCatalogue.Default;

    private static readonly FaultOptions Dropout = new() { Dropout = new DropoutOptions { Probability = 0.1 } };

    private static readonly FaultOptions Crash = new() { Crash = new CrashOptions { Probability = 0.1 } };

    public static TheoryData<ServerOptions, FaultOptions, string> Unfit => new()
    {
        {
            Mode() with { Mode = "eventual" }, new(),
            "server.mode: found 'eventual'; accepted: synchronous, afedpg, asynchronous, malenia, rennala"
        },
        { Mode() with { Participation = 0.5 }, new(), "server.participation: found 0.5; accepted: 1 with server.mode = malenia" },
        { Mode() with { Quorum = 0.5 }, new(), "server.quorum: found 0.5; accepted: 1 with server.mode = malenia" },
        { Mode() with { Deadline = 7.5 }, new(), "server.deadline: found 7.5; accepted: none with server.mode = malenia" },
        {
            Mode() with { LateUpdates = LateUpdates.NextRound }, new(),
            "server.late-updates: found next-round; accepted: discard with server.mode = malenia"
        },
        { Mode(), Dropout, "faults.dropout: found a fault that is on; accepted: off with server.mode = malenia" },
        { Mode(), Crash, "faults.crash: found a fault that is on; accepted: off with server.mode = malenia" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void Settings_of_synchronous_rounds_are_refused(ServerOptions server, FaultOptions faults, string message) =>
        Should.Throw<SpecificationException>(() => Catalogue.CreateParticipation(server, faults)).Message.ShouldBe(message);

    [Theory]
    [InlineData("scaffold-pg", "whose agents remember vectors from round to round")]
    [InlineData("fast-fedpg", "whose rounds have several exchanges")]
    [InlineData("fedsvrpg-m", "whose rounds have several exchanges")]
    [InlineData("longer", "which sends more than the parameters")]
    public void Algorithms_that_need_synchronous_rounds_are_refused(string algorithm, string reason) => Should
        .Throw<SpecificationException>(() => Catalogue.WithAlgorithm("longer", run => new Longer(SFedPG.Create(run)))
            .CreateAlgorithm(Specification(Mode()) with { Algorithm = algorithm }))
        .Message.ShouldBe($"server.mode: found 'malenia'; accepted: synchronous with {algorithm}, {reason}");

    [Fact]
    public void AFedPG_takes_no_optimiser() => Should
        .Throw<SpecificationException>(
            () => Catalogue.CreateAlgorithm(Specification(new ServerOptions { Mode = "afedpg" }) with { Optimizer = "adam" }))
        .Message.ShouldStartWith("server.optimizer: found 'adam'; accepted: none with server.mode = afedpg");

    [Fact]
    public void An_algorithm_without_a_federation_has_no_mode()
    {
        var specification = Specification(new ServerOptions { Mode = "afedpg" }) with { Algorithm = "independent", Rounds = 3 };
        var synchronous = specification with { Mode = "synchronous", Participation = FullParticipation.Instance };
        SequentialFederation.Run(specification).Last().Parameters.ShouldBe(SequentialFederation.Run(synchronous).Last().Parameters);
    }

    [Fact]
    public void A_schedule_of_another_mode_is_refused() => Should
        .Throw<SpecificationException>(() => SequentialFederation.Run(Specification(Mode()) with { Mode = "rennala" }).ToList())
        .Message.ShouldBe("server.mode: found 'rennala' with the schedule of 'malenia'; accepted: one mode for both");

    [Fact]
    public void A_catalogue_takes_a_mode_of_ones_own()
    {
        var catalogue = Catalogue.WithMode<PairsOptions>("pairs", options => new Pairs(options));
        catalogue.Modes.ShouldContain("pairs");
        catalogue.Extensions.ShouldBe(["mode pairs"]);
        var server = new ServerOptions { Mode = "pairs", Modes = ExtensionOptions.Of(new PairsOptions { Size = 2 }) };
        var schedule = catalogue.CreateParticipation(server, new FaultOptions()).Start(new ScheduleKey(0, Agents: 4, LocalSteps: 1));
        schedule.Next([]).Tally.Stale.ShouldBe(0);
        Enumerable.Range(0, 4).Count(agent => schedule.Next([])[agent].Trains).ShouldBe(2);
    }

    private static ServerOptions Mode() => new() { Mode = "malenia" };

    private static FederationSpecification Specification(ServerOptions server) => new()
    {
        Environments = new SyntheticEnvironment().Build(null),
        Mode = server.Mode,
        Participation = Catalogue.CreateParticipation(server, new FaultOptions()),
    };

    private sealed class Longer(IFederatedAlgorithm inner) : DelegatingAlgorithm(inner)
    {
        public override string Name => "longer";

        public override int UpdateLength => base.UpdateLength + 1;
    }

    private sealed record PairsOptions
    {
        public int Size { get; init; } = 2;
    }

    private sealed class Pairs(PairsOptions options) : IServerMode
    {
        public bool TakesStale => true;

        public bool IsComplete(StepProgress step) => step.Updates == options.Size;
    }
}
